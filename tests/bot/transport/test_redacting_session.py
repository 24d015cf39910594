import json

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import GetUpdates

from bot.transport.redacting_session import RedactingSession

SECRET = "Marked Name +49170123456"
UNREADABLE = {
    "update_id": 5,
    "message": {"message_id": SECRET, "chat": {"first_name": SECRET}, "text": SECRET},
}


@pytest.mark.parametrize(
    "content", [json.dumps({"ok": True, "result": [UNREADABLE]}), f"<html>{SECRET}</html>"]
)
def test_an_answer_that_cannot_be_read_is_not_quoted(content: str) -> None:
    bot = Bot("1:" + "A" * 35, session=RedactingSession())

    with pytest.raises(ClientDecodeError) as caught:
        bot.session.check_response(bot, GetUpdates(), 200, content)

    assert SECRET not in str(caught.value)
    assert f"{len(content)} characters" in str(caught.value)
