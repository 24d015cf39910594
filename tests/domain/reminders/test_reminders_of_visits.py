"""Whatever happens to a visit, its reminders follow."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.outbox.message import MessageState
from domain.schedule.model import LateReminder
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from infra.db.tables import outbox_messages
from tests.support.database import NOW, POLICIES, DatabaseFactory, at
from tests.support.services import choice_of


class Shop:
    """A shop with one master, and a client who books there."""

    def __init__(
        self, database: DatabaseFactory, location: LocationId, cut: ServiceId, ann: Identity
    ) -> None:
        self.database = database
        self.location = location
        self.cut = cut
        self.ann = ann

    async def book(self, hour: int, day: int) -> BookingId:
        choice = choice_of(self.cut)
        return await self.database.services().book(
            self.ann, self.location, choice, at(hour, day=day)
        )

    async def reminders(self) -> list[str]:
        """Return when waiting reminders are due, like `Tue 10:00`, in Berlin."""
        messages = outbox_messages
        rows = await self.database.rows(
            select(messages.c.due_at)
            .where(messages.c.kind == "reminder", messages.c.state == MessageState.WAITING)
            .order_by(messages.c.due_at)
        )
        return [(row.due_at + timedelta(hours=1)).strftime("%a %H:%M") for row in rows]


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    location = await database.open_location()
    cut = await database.sell(location)
    await database.hire(location, cut)
    return Shop(database, location, cut, await database.meet())


async def test_a_booking_writes_its_reminders(shop: Shop) -> None:
    await shop.book(10, day=2)
    assert await shop.reminders() == ["Tue 10:00", "Wed 07:00"]


async def test_a_visit_booked_inside_the_lead_times_is_reminded_of_at_once(shop: Shop) -> None:
    await shop.book(10, day=0)
    (message,) = await shop.database.rows(
        select(outbox_messages.c.due_at).where(outbox_messages.c.kind == "reminder")
    )
    assert message.due_at == NOW


async def test_a_late_reminder_is_left_out_where_the_rule_says_so(shop: Shop) -> None:
    await shop.database.change_policies(shop.location, late_reminder=LateReminder.SKIP)
    await shop.book(10, day=0)
    assert await shop.reminders() == []


async def test_a_moved_visit_is_reminded_of_at_its_new_time_alone(shop: Shop) -> None:
    booking_id = await shop.book(10, day=2)
    await shop.database.services().move(shop.ann, booking_id, at(15, day=3))
    assert await shop.reminders() == ["Wed 15:00", "Thu 12:00"]


async def test_a_visit_moved_away_and_back_is_reminded_of_again(shop: Shop) -> None:
    booking_id = await shop.book(10, day=2)
    for day in (3, 2):
        await shop.database.services().move(shop.ann, booking_id, at(10, day=day))
    assert await shop.reminders() == ["Tue 10:00", "Wed 07:00"]


async def test_a_cancelled_visit_is_not_reminded_of(shop: Shop) -> None:
    booking_id = await shop.book(10, day=2)
    other = await shop.book(12, day=3)
    await shop.database.services().cancel(shop.ann, booking_id)
    assert await shop.reminders() == ["Wed 12:00", "Thu 09:00"]
    await shop.database.services().cancel(shop.ann, other)
    assert await shop.reminders() == []


async def test_a_reminder_that_was_sent_stays_in_the_books(shop: Shop) -> None:
    booking_id = await shop.book(10, day=2)
    messages = outbox_messages
    await shop.database.execute(
        update(messages)
        .where(messages.c.facts["lead_minutes"].as_integer() == 24 * 60)
        .values(state=MessageState.SENT)
    )
    await shop.database.services().cancel(shop.ann, booking_id)
    states = await shop.database.rows(select(messages.c.state).where(messages.c.kind == "reminder"))
    assert [row.state for row in states] == [MessageState.SENT]


async def test_a_refused_move_leaves_the_reminders_as_they_were(shop: Shop) -> None:
    booking_id = await shop.book(10, day=2)
    before = await shop.reminders()
    await shop.database.change_policies(
        shop.location, reschedule_lock_minutes=7 * 24 * 60, cancel_lock_minutes=7 * 24 * 60
    )
    for refused in (
        shop.database.services().move(shop.ann, booking_id, at(15, day=3)),
        shop.database.services().cancel(shop.ann, booking_id),
    ):
        with pytest.raises(Exception, match=str(7 * 24 * 60)):
            await refused
    assert await shop.reminders() == before
    assert POLICIES.reminder_lead_minutes == (24 * 60, 3 * 60)
