"""Sends notifications as separate messages, whatever the chat shows at the moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from structlog.contextvars import bind_contextvars

from bot.navigation.presenter import Presenter
from bot.notifications.render import render_notification
from bot.transport.pacing import Rank, ranked
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.notifications.content.contents import Notification
from domain.outbox.errors import DeliveryError, DeliveryFailedError, RecipientGoneError
from domain.outbox.recipient import Recipient
from domain.shared.destination import Chat
from domain.shared.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

SEND_TIMEOUT_S = 20.0
"""A third of a lease: no other process claims a message while it is being sent and marked."""

TOKEN_PAUSE_S = 60.0
"""While Telegram refuses the token, nothing can be sent; the message is not the cause."""

NO_SUCH_CHAT = ("chat not found", "user is deactivated", "bot was kicked")


class TelegramNotifier:
    """Implements the domain's port."""

    def __init__(self, bot: Bot, catalogues: Catalogues) -> None:
        self._bot = bot
        self._catalogues = catalogues

    async def send(self, notification: Notification) -> None:
        """Send one message.

        Raises:
            RecipientGoneError: the recipient blocked the bot, or never opened it.
            DeliveryFailedError: Telegram failed, asks for a pause, or did not answer in time.
        """
        bind_log_context(notification)
        screen = render_notification(
            notification, localizer_of(notification.recipient, self._catalogues)
        )
        with delivery_errors(), ranked(Rank.NOTIFICATION):
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await Presenter(self._bot, chat_of(notification.recipient)).show(screen, None)
        log.info("notice_sent")


def chat_of(recipient: Recipient) -> int:
    """Return the id of the recipient's chat.

    Raises:
        DeliveryFailedError: the recipient uses another channel.
    """
    if not isinstance(recipient.destination, Chat):
        raise DeliveryFailedError("no chat")
    return recipient.destination.id


def localizer_of(recipient: Recipient, catalogues: Catalogues) -> Localizer:
    """Return the localizer of the recipient."""
    catalogue = catalogues[recipient.language]
    return Localizer(recipient.language, recipient.timezone, catalogue, recipient.region)


def bind_log_context(notification: Notification) -> None:
    """Add the correlation id and the subject to all log lines of this delivery."""
    facts: dict[str, object] = {
        "kinds": sorted({content.kind for content in notification.contents})
    }
    visits = [one.visit.id for one in notification.contents if one.visit is not None]
    if len(visits) == 1:
        facts["booking_id"] = visits[0]
    if notification.recipient.user_id is not None:
        facts["user_id"] = notification.recipient.user_id
    if notification.correlation_id:
        facts["correlation_id"] = notification.correlation_id
    bind_contextvars(**facts)


@contextmanager
def delivery_errors() -> Iterator[None]:
    """Translate errors of Telegram and of the storage into delivery errors."""
    try:
        yield
    except (AiogramError, TimeoutError, StorageUnavailableError) as error:
        failure = _delivery_error_of(error)
        log.info("notice_failed", problem=failure.problem)
        raise failure from error


def _delivery_error_of(error: Exception) -> DeliveryError:
    name = type(error).__name__
    match error:
        case TelegramForbiddenError():
            return RecipientGoneError(name)
        case TelegramBadRequest(message=message) if any(w in message for w in NO_SUCH_CHAT):
            return RecipientGoneError("no such chat")
        case TelegramRetryAfter(retry_after=seconds):
            return DeliveryFailedError(name, seconds)
        case TelegramUnauthorizedError():
            return DeliveryFailedError(name, TOKEN_PAUSE_S)
        case _:
            return DeliveryFailedError(name)
