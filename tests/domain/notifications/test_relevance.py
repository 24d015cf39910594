"""Every kind of message knows when it is relevant, and has its words."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.notifications.texts import TO_ADMINS, TO_ONE
from bot.notifications.texts.registry import to_admins, to_one
from domain.booking.messages import MovedFacts
from domain.catalog.model import Label, Location
from domain.delays.messages import DelayFacts
from domain.notifications.content.kind import Situation
from domain.notifications.kinds import KINDS
from domain.notifications.kinds.bookings.booking_made import BOOKING_MADE
from domain.outbox.message import NO_FACTS, Facts, MessageKind, OutboxMessage
from domain.reminders.plan import ReminderFacts
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.shared.money import Money
from domain.visit.messages import CancelledFacts, CardFacts
from domain.visit.model import BookingStatus, Visit, VisitItem
from tests.support.database import NOW, at

SHOP = Location(LocationId(1), Label("Shop"), "", ZoneInfo("Europe/Berlin"), "EUR", "DE", None)
WITHOUT_WORDS = {MessageKind.ADMIN_BUNDLE, MessageKind.CARD_REFRESH}
"""A bundle has those of its parts, a card has its own."""

FACTS: Mapping[MessageKind, Facts] = {
    MessageKind.BOOKING_CANCELLED: CancelledFacts(),
    MessageKind.HOLD_EXPIRED: CardFacts(),
}


def visit(
    status: BookingStatus = BookingStatus.CONFIRMED,
    start_at: datetime | None = None,
    version: int = 1,
    late_minutes: int = 0,
) -> Visit:
    start = start_at or at(10)
    name, price = Label("Cut"), Money(3000, "EUR")
    end = start + timedelta(hours=1)
    item = VisitItem(ServiceId(1), name, MasterId(1), name, start, end, price)
    return Visit(
        BookingId(1),
        UUID(int=1),
        UserId(1),
        SHOP,
        status,
        "",
        price,
        version,
        items=(item,),
        late_minutes=late_minutes,
    )


def message(kind: MessageKind, facts: Facts = NO_FACTS) -> OutboxMessage:
    return OutboxMessage("a", kind, BookingId(1), NOW, facts=facts)


def reminder(start_at: datetime, until: datetime | None = None) -> OutboxMessage:
    return message(MessageKind.REMINDER, ReminderFacts(start_at, 180, until))


def is_still_relevant(message: OutboxMessage, visit: Visit | None, now: datetime) -> bool:
    return KINDS[message.kind].is_still_relevant(Situation(message, visit, now))


def test_every_kind_knows_when_it_is_relevant() -> None:
    assert KINDS.keys() == set(MessageKind) - {MessageKind.ADMIN_BUNDLE}


def test_every_kind_has_words() -> None:
    assert TO_ADMINS.keys() | TO_ONE.keys() == set(MessageKind) - WITHOUT_WORDS


@pytest.mark.parametrize("register", [to_one, to_admins])
def test_a_kind_has_one_text_for_each_reader(register: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="two texts"):
        register(BOOKING_MADE)(lambda _content, _localizer: None)


def test_a_message_with_the_facts_of_another_kind_is_not_sent() -> None:
    with pytest.raises(TypeError):
        is_still_relevant(message(MessageKind.REMINDER), visit(), NOW)


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        (MessageKind.BOOKING_MADE, BookingStatus.CONFIRMED, True),
        (MessageKind.BOOKING_MADE, BookingStatus.CANCELLED, False),
        (MessageKind.BOOKING_CANCELLED, BookingStatus.CANCELLED, True),
        (MessageKind.BOOKING_CANCELLED, BookingStatus.CONFIRMED, False),
        (MessageKind.HOLD_EXPIRED, BookingStatus.EXPIRED, True),
        (MessageKind.HOLD_EXPIRED, BookingStatus.CONFIRMED, False),
    ],
)
def test_what_is_told_of_a_visit_depends_on_where_it_stands(
    kind: MessageKind, status: BookingStatus, expected: bool
) -> None:
    assert (
        is_still_relevant(message(kind, FACTS.get(kind, NO_FACTS)), visit(status), NOW) is expected
    )


def test_a_reminder_is_for_that_very_time_while_it_is_ahead() -> None:
    assert is_still_relevant(reminder(at(10)), visit(), NOW)
    assert not is_still_relevant(reminder(at(10)), visit(start_at=at(11)), NOW)
    assert not is_still_relevant(reminder(at(10)), visit(), at(10))
    assert not is_still_relevant(reminder(at(10)), visit(BookingStatus.CANCELLED), NOW)


def test_a_reminder_leaves_it_to_the_next_one_as_soon_as_that_is_due() -> None:
    until = at(9).astimezone(UTC)
    first = reminder(at(10), until)
    assert is_still_relevant(first, visit(), until - timedelta(minutes=1))
    assert not is_still_relevant(first, visit(), until)


def test_how_late_we_are_is_told_by_the_newest_word_while_the_client_waits() -> None:
    late = message(MessageKind.RUNNING_LATE, DelayFacts(at(10), 15, at(10, 15)))
    assert is_still_relevant(late, visit(late_minutes=15), at(10, 14))
    assert not is_still_relevant(late, visit(late_minutes=15), at(10, 15))
    assert not is_still_relevant(late, visit(late_minutes=30), NOW)
    assert not is_still_relevant(late, visit(start_at=at(11), late_minutes=15), NOW)
    assert is_still_relevant(late, visit(BookingStatus.RESCHEDULE_PROPOSED, late_minutes=15), NOW)
    for status in (BookingStatus.PENDING, BookingStatus.CANCELLED, BookingStatus.COMPLETED):
        assert not is_still_relevant(late, visit(status, late_minutes=15), NOW)


def test_of_several_moves_the_last_is_told() -> None:
    moved = message(MessageKind.BOOKING_MOVED, MovedFacts(2, at(9)))
    assert is_still_relevant(moved, visit(version=2), NOW)
    assert not is_still_relevant(moved, visit(version=3), NOW)


def test_nothing_is_told_of_a_visit_that_is_gone() -> None:
    assert not is_still_relevant(message(MessageKind.BOOKING_MADE), None, NOW)
