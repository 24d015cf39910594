"""What Telegram says of a message means one of three things: gone, later, or not this time."""

from typing import Any

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage, TelegramMethod

from bot.notifications.notifier import chat_of, delivery_errors
from domain.outbox.errors import DeliveryError, DeliveryFailedError, RecipientGoneError
from domain.outbox.recipient import Recipient
from domain.shared.destination import Chat, Destination
from domain.shared.errors import StorageUnavailableError

METHOD: TelegramMethod[Any] = SendMessage(chat_id=1, text="hello")


def meaning_of(error: Exception) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught, delivery_errors():
        raise error
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user"),
        TelegramForbiddenError(METHOD, "Forbidden: bot can't initiate conversation with a user"),
        TelegramBadRequest(METHOD, "Bad Request: chat not found"),
        TelegramBadRequest(METHOD, "Bad Request: user is deactivated"),
    ],
)
def test_who_cannot_be_written_to_is_gone(error: Exception) -> None:
    assert isinstance(meaning_of(error), RecipientGoneError)


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (TelegramRetryAfter(METHOD, "flood", 35), 35),
        (TelegramUnauthorizedError(METHOD, "Unauthorized"), 60),
        (TelegramServerError(METHOD, "Internal Server Error"), None),
        (TelegramNetworkError(METHOD, "ClientConnectorError"), None),
        (TelegramBadRequest(METHOD, "Bad Request: can't parse entities"), None),
        (TimeoutError(), None),
        (StorageUnavailableError(), None),
    ],
)
def test_anything_else_may_go_well_another_time(error: Exception, seconds: float | None) -> None:
    meaning = meaning_of(error)
    assert isinstance(meaning, DeliveryFailedError)
    assert meaning.retry_after_s == seconds


def test_the_problem_that_is_written_down_holds_no_words_of_telegram() -> None:
    error = TelegramBadRequest(METHOD, "Bad Request: can't parse entities in Anna's note")
    assert "Anna" not in meaning_of(error).problem


def test_a_defect_is_none_of_these() -> None:
    with pytest.raises(KeyError), delivery_errors():
        raise KeyError("no words")


def test_only_chats_are_written_to() -> None:
    assert chat_of(Recipient(Chat(7), "en")) == 7
    with pytest.raises(DeliveryFailedError):
        chat_of(Recipient(Destination(), "en"))
