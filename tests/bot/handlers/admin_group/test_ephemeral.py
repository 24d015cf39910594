"""What is for one person in a group is not shown to the others, whatever the server knows."""

from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import (
    DeleteMessage,
    EditEphemeralMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Chat, Message, User
from markupsafe import Markup

from bot.handlers.admin_group.ephemeral import show_to_one
from bot.ui.screen import Screen

GROUP = Chat(id=-100, type="supergroup", title="Admins")
NOW = datetime(2030, 3, 4, tzinfo=UTC)
SECRET = Screen(Markup("+49 30 1234567"))


class Server(BaseRequestMiddleware):
    """A Bot API server, of today or of the time before such messages."""

    def __init__(self, *, is_new: bool) -> None:
        self.is_new = is_new
        self.asked: list[TelegramMethod[Any]] = []

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],  # noqa: ARG002 - there is no network
        bot: Bot,  # noqa: ARG002 - the same for all
        method: TelegramMethod[TelegramType],
    ) -> Any:
        """Answer in place of the network."""
        self.asked.append(method)
        if not isinstance(method, SendMessage):
            return True
        return Message(
            message_id=0 if self.is_new else 7,
            ephemeral_message_id=5 if self.is_new else None,
            date=NOW,
            chat=GROUP,
        )


async def show(server: Server) -> bool:
    query = CallbackQuery(
        id="1",
        from_user=User(id=9, is_bot=False, first_name="Kim"),
        chat_instance="1",
        message=Message(message_id=3, date=NOW, chat=GROUP),
    )
    bot = Bot("1:a")
    bot.session.middleware(server)
    return await show_to_one(bot, query, SECRET)


async def test_one_person_sees_it() -> None:
    server = Server(is_new=True)
    assert await show(server)
    sent, edited = server.asked
    assert isinstance(sent, SendMessage)
    assert isinstance(edited, EditEphemeralMessageText)
    assert (edited.text, edited.receiver_user_id, edited.ephemeral_message_id) == (
        SECRET.text,
        9,
        5,
    )


async def test_a_server_that_would_show_it_to_all_never_gets_it() -> None:
    server = Server(is_new=False)
    assert not await show(server)
    sent, deleted = server.asked
    assert isinstance(sent, SendMessage)
    assert SECRET.text not in sent.text
    assert isinstance(deleted, DeleteMessage)
    assert deleted.message_id == 7
