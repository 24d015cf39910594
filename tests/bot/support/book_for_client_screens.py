"""The screens of admins who act for a client, and what the client is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.fsm.booking import BookingState
from bot.handlers.book_for_client.book_for_client_view import (
    render_book_for,
    render_book_for_card,
    render_phone_known,
)
from bot.handlers.booking.masters_view import render_masters
from bot.handlers.booking.month_view import render_month
from bot.handlers.booking.services_view import render_services
from bot.handlers.booking.times_view import render_times
from bot.handlers.visit_card.cancel_view import render_staff_cancel
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.notifications.render import render_notification
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.booking.messages import MovedFacts
from domain.clients.add_client import NewClient
from domain.clients.find_clients import FoundClient
from domain.notifications.content.contents import (
    CancelledContent,
    ChangeableContent,
    Content,
    Notification,
)
from domain.outbox.message import NO_FACTS, Audience, MessageKind
from domain.outbox.recipient import Recipient
from domain.shared.destination import Chat
from domain.shared.ids import UserId
from domain.visit.messages import CancelledFacts
from domain.visit.model import BookingStatus
from domain.visit.policies import Locks, TooLateToMoveDenial
from domain.visit.reasons import StaffReason
from tests.bot.support.salon import DEPOSIT, NOW, Salon
from tests.bot.support.visit_screens import PHONE, staff_card
from tests.support.ids import ID

NEW = NewClient("Anna", "+49301234567")
MOVED = MovedFacts(2, NOW + timedelta(days=1))


def found(salon: Salon, *, has_chat: bool = True, phone: str | None = PHONE) -> FoundClient:
    """A client who was searched for."""
    return FoundClient(UserId(ID), salon.word or "Anna", phone, has_chat)


def told(
    salon: Salon,
    kind: MessageKind,
    reason: str = "",
    locks: Locks | None = None,
    *,
    refund_minor: int = 1000,
) -> Notification:
    """What a client is told of what the staff did."""
    visit = salon.visit(services=2)
    content: Content[Any]
    if kind is MessageKind.BOOKING_CANCELLED:
        content = CancelledContent(kind, CancelledFacts(refund_minor), visit, reason=reason)
    else:
        facts = MOVED if kind is MessageKind.BOOKING_MOVED else NO_FACTS
        content = ChangeableContent(kind, facts, visit, locks=locks or Locks())
    return Notification(Recipient(Chat(ID), "en", user_id=UserId(ID)), Audience.CLIENT, (content,))


def screens_for_clients(salon: Salon, localizer: Localizer, note: str) -> Iterator[Screen]:
    """Yield them all."""
    yield render_book_for("", (), None, localizer)
    for typed in ("Anna", salon.word or "?"):
        yield render_book_for(typed, (), None, localizer)
        yield render_book_for(typed, (), NEW, localizer)
        yield render_book_for(typed, (found(salon), found(salon, phone=None)) * 4, NEW, localizer)
    yield render_phone_known((found(salon), found(salon)), NEW, localizer)
    for services in (1, 8):
        for client in (found(salon), found(salon, has_chat=False, phone=None)):
            for is_move in (False, True):
                preview = salon.preview(services)
                yield render_book_for_card(preview, client, note, localizer, is_move=is_move)
    yield from choices(salon, localizer)
    for status in (BookingStatus.CONFIRMED, BookingStatus.PENDING):
        card = replace(staff_card(salon, status, name=salon.word or "Anna"), can_change=True)
        yield render_staff_visit(card, localizer)
        for cause in ("", note[:300], *StaffReason):
            yield render_staff_cancel(card, localizer, cause=cause)
        paid = replace(card, visit=replace(card.visit, paid=DEPOSIT))
        yield render_staff_cancel(paid, localizer, by_hand=True)
    locked = Locks(TooLateToMoveDenial(60))
    for kind in (MessageKind.BOOKING_MADE, MessageKind.BOOKING_MOVED):
        for locks in (None, locked):
            yield render_notification(told(salon, kind, locks=locks), localizer)
    for reason in ("", note[:300], *StaffReason):
        yield render_notification(told(salon, MessageKind.BOOKING_CANCELLED, reason), localizer)


def choices(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield the screens on which the staff choose for a client, or what to offer to one."""
    name = salon.word or "Kurt"
    draft = salon.draft(services=1).model_copy(update={"client_id": UserId(ID)})
    yield render_services(salon.menu, draft, localizer, client=name)
    for does_all in (True, False):
        options = salon.options(2, somebody_does_all=does_all)
        yield render_masters(options, draft, localizer, client=name)
    anna = salon.master(0).id
    for is_move, is_offer in ((False, False), (True, False), (True, True)):
        day = salon.draft(BookingState.DAY, master_ids=(anna, anna), is_move=is_move)
        of_client = {"is_offer": is_offer, "client_id": None if is_offer else UserId(ID)}
        day = day.model_copy(update=of_client)
        yield render_month(salon.open_days(), day, 0, localizer, client=name)
        yield render_month(salon.open_days({}), day, 0, localizer, client=name)
        yield render_times(salon.times(salon.at(9)), day, 0, localizer, client=name)
        yield render_times(salon.times(), day, 0, localizer, client=name)
