"""Notifies clients through the card of their visit, if they have it open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.fsm.middleware import FSMContextMiddleware
from dishka import AsyncContainer

from bot.navigation.frames.frame import Frame, UnreadableFrameError
from bot.navigation.frames.visits import VisitsView, booking_of
from bot.navigation.navigator import Navigator
from bot.navigation.navigators import Navigators
from bot.navigation.presenter import Presenter
from bot.notifications.notifier import (
    SEND_TIMEOUT_S,
    TelegramNotifier,
    bind_log_context,
    chat_of,
    delivery_errors,
)
from bot.notifications.render import has_text
from bot.transport.pacing import Rank, ranked
from domain.clients.identify import Identify
from domain.notifications.content.contents import Notification
from domain.outbox.errors import RecipientGoneError
from domain.shared.ids import BookingId
from domain.visit.messages import CardFacts

log = structlog.get_logger(__name__)


class CardNotifier:
    """Implements the domain's `Notifier` in the bot's process, where the conversations run.

    The card is refreshed in place, under the lock of the person's conversation. If the person
    has another screen open, the notification is sent as a separate message.
    """

    def __init__(
        self,
        bot: Bot,
        turns: FSMContextMiddleware,
        navigators: Navigators,
        container: AsyncContainer,
    ) -> None:
        self._bot = bot
        self._turns = turns
        self._navigators = navigators
        self._container = container
        self._notifier = TelegramNotifier(bot, navigators.catalogues)

    async def send(self, notification: Notification) -> None:
        """Delete an invoice, refresh the card, or send a message.

        Raises:
            RecipientGoneError: the recipient blocked the bot.
            DeliveryFailedError: Telegram failed, asks for a pause, or did not answer in time.
        """
        bind_log_context(notification)
        (content,) = notification.contents
        chat_id = chat_of(notification.recipient)
        with delivery_errors(), ranked(Rank.NOTIFICATION):
            async with asyncio.timeout(SEND_TIMEOUT_S):
                if isinstance(content.facts, CardFacts):
                    await self._remove_invoice(chat_id, content.facts)
                visit = content.visit
                is_shown = visit is not None and await self._refresh(chat_id, visit.id)
        if not is_shown and has_text(content.kind):
            await self._notifier.send(notification)

    async def _remove_invoice(self, chat_id: int, facts: CardFacts) -> None:
        """Delete the invoice that can no longer be paid, if there is one."""
        if facts.invoice_ref is not None:
            await Presenter(self._bot, chat_id).remove(facts.invoice_ref)

    async def _refresh(self, telegram_id: int, booking_id: BookingId) -> bool:
        """Refresh the card of the visit; return whether the person has it open."""
        async with self._navigator(telegram_id) as navigator:
            if not _is_card_of(booking_id, navigator.top):
                return False
            await navigator.show(is_there=True)
        log.info("card_refreshed")
        return True

    @asynccontextmanager
    async def _navigator(self, telegram_id: int) -> AsyncIterator[Navigator]:
        """Lock and load the person's conversation, as for one of their updates."""
        state = self._turns.get_context(self._bot, telegram_id, telegram_id)
        async with self._turns.events_isolation.lock(state.key), self._container() as scope:
            client = await (await scope.get(Identify)).recall(telegram_id)
            if client is None:
                raise RecipientGoneError("unknown")
            async with self._navigators.open(self._bot, state, scope, client) as navigator:
                yield navigator


def _is_card_of(booking_id: BookingId, frame: Frame) -> bool:
    try:
        return frame.view == VisitsView.VISIT and booking_of(frame) == booking_id
    except UnreadableFrameError:
        return False
