from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from sqlalchemy import select

from domain.availability.policies import MaintenanceDenial, TooSoonDenial
from domain.catalog.errors import MasterSwitchedOffError, ServiceSwitchedOffError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.shared.money import Money
from domain.visit.errors import (
    SameTimeError,
    SlotTakenError,
    VisitNotActiveError,
    VisitNotFoundError,
)
from domain.visit.model import BookingStatus
from domain.visit.policies import ClientBlockedDenial, TooLateToMoveDenial
from infra.db.tables import (
    booking_events,
    booking_items,
    bookings,
    masters,
    outbox_messages,
)
from infra.db.tables import (
    services as service_table,
)
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of

TUESDAY = date(2030, 3, 5)


class Appointment:
    """Ann's visit with Mia, Tuesday from ten to eleven."""

    def __init__(
        self,
        database: DatabaseFactory,
        shop: LocationId,
        cut: ServiceId,
        mia: MasterId,
        ann: Identity,
        id_: BookingId,
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.mia = mia
        self.ann = ann
        self.id = id_

    async def move(self, hour: int, minute: int = 0, client: Identity | None = None) -> None:
        services = self.database.services()
        await services.move(client or self.ann, self.id, at(hour, minute, day=1))

    async def span(self) -> tuple[str, str]:
        visit = await self.database.services().visit(self.id)
        zone = visit.location.timezone
        start, end = (m.astimezone(zone) for m in (visit.starts_at, visit.ends_at))
        return start.strftime("%H:%M"), end.strftime("%H:%M")


@pytest.fixture
async def appointment(database: DatabaseFactory) -> Appointment:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia = await database.hire(shop, cut)
    ann = await database.meet()
    id_ = await database.services().book(ann, shop, choice_of(cut), at(10, day=1))
    return Appointment(database, shop, cut, mia, ann, id_)


async def test_a_visit_moves_into_free_time_and_stays_the_same_visit(
    appointment: Appointment,
) -> None:
    await appointment.move(14)

    visit = await appointment.database.services().visit(appointment.id)
    assert await appointment.span() == ("14:00", "15:00")
    assert (visit.status, visit.version) == (BookingStatus.CONFIRMED, 2)
    assert visit.price == Money(3000, "EUR")


@pytest.mark.parametrize(("hour", "minute"), [(10, 30), (9, 30)])
async def test_a_visit_may_move_into_its_own_old_time(
    appointment: Appointment, hour: int, minute: int
) -> None:
    await appointment.move(hour, minute)

    assert (await appointment.span())[0] == f"{hour:02}:{minute:02}"


async def test_the_old_time_is_free_for_others_at_once(appointment: Appointment) -> None:
    await appointment.move(14)

    bob = await appointment.database.meet("Bob")
    services = appointment.database.services()
    assert await services.book(bob, appointment.shop, choice_of(appointment.cut), at(10, day=1))


async def test_what_is_offered_for_a_move_can_be_had(appointment: Appointment) -> None:
    services = appointment.database.services()
    choice = choice_of(appointment.cut, master_id=appointment.mia)
    offered = await services.starts(appointment.shop, choice, TUESDAY, appointment.id)
    assert at(10, 30, day=1) in offered

    for start in [start for start in offered if start != at(10, day=1)]:
        await services.move(appointment.ann, appointment.id, start)


async def test_taken_time_is_refused_with_alternatives_and_nothing_changes(
    appointment: Appointment,
) -> None:
    bob = await appointment.database.meet("Bob")
    services = appointment.database.services()
    await services.book(bob, appointment.shop, choice_of(appointment.cut), at(14, day=1))

    with pytest.raises(SlotTakenError) as caught:
        await appointment.move(14)

    assert at(13, day=1) in caught.value.alternatives
    assert await appointment.span() == ("10:00", "11:00")


async def test_the_price_that_was_agreed_stays(appointment: Appointment) -> None:
    await appointment.database.change(service_table, appointment.cut, price_minor=9900)

    await appointment.move(14)

    visit = await appointment.database.services().visit(appointment.id)
    items = await appointment.database.rows(select(booking_items.c.price_minor))
    assert visit.price == Money(3000, "EUR")
    assert items == [(3000,)]


async def test_the_visit_keeps_its_master(appointment: Appointment) -> None:
    leo = await appointment.database.hire(appointment.shop, appointment.cut)
    await appointment.database.block(appointment.mia, at(14, day=1), at(15, day=1))

    with pytest.raises(SlotTakenError):
        await appointment.move(14)
    await appointment.move(15)

    visit = await appointment.database.services().visit(appointment.id)
    assert [item.master_id for item in visit.items] == [appointment.mia]
    assert leo != appointment.mia


async def test_a_move_is_told_and_remembered_each_time(appointment: Appointment) -> None:
    await appointment.move(14)
    await appointment.move(15)

    keys = await appointment.database.rows(
        select(outbox_messages.c.key)
        .where(outbox_messages.c.kind != "reminder")
        .order_by(outbox_messages.c.id)
    )
    lines = await appointment.database.rows(
        select(booking_events.c.reason).order_by(booking_events.c.id)
    )
    assert [key for (key,) in keys][1:] == [
        f"booking_moved:{appointment.id}:2",
        f"booking_moved:{appointment.id}:3",
    ]
    assert "2030-03-05T13:00:00+00:00" in lines[-1][0]


CAN_CHANGE = {BookingStatus.CONFIRMED, BookingStatus.PENDING, BookingStatus.RESCHEDULE_PROPOSED}


class TestRefusals:
    async def test_a_visit_of_somebody_else_does_not_exist(self, appointment: Appointment) -> None:
        with pytest.raises(VisitNotFoundError):
            await appointment.move(14, client=await appointment.database.meet("Bob"))

    async def test_the_lock_window(self, appointment: Appointment) -> None:
        appointment.database.clock.moment = at(9, day=1)

        with pytest.raises(TooLateToMoveDenial) as caught:
            await appointment.move(14)

        assert caught.value.lock_minutes == 60

    async def test_the_time_that_it_has(self, appointment: Appointment) -> None:
        with pytest.raises(SameTimeError):
            await appointment.move(10)

    async def test_a_visit_that_has_begun(self, appointment: Appointment) -> None:
        appointment.database.clock.moment = at(10, day=1)

        with pytest.raises(VisitNotActiveError):
            await appointment.move(14)

    @pytest.mark.parametrize("status", sorted(set(BookingStatus) - CAN_CHANGE))
    async def test_a_visit_that_does_not_stand(
        self, appointment: Appointment, status: BookingStatus
    ) -> None:
        await appointment.database.change(bookings, appointment.id, status=status)

        with pytest.raises(VisitNotActiveError):
            await appointment.move(14)

    async def test_lead_time(self, appointment: Appointment) -> None:
        appointment.database.clock.moment = at(8, 30, day=1)

        with pytest.raises(TooSoonDenial):
            await appointment.move(9)

    async def test_a_blocked_client(self, appointment: Appointment) -> None:
        with pytest.raises(ClientBlockedDenial):
            await appointment.move(14, client=Identity(appointment.ann.user_id, is_blocked=True))

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            (
                lambda a: a.database.change(service_table, a.cut, is_active=False),
                ServiceSwitchedOffError,
            ),
            (lambda a: a.database.change(masters, a.mia, is_active=False), ServiceSwitchedOffError),
            (
                lambda a: a.database.change_policies(a.shop, is_in_maintenance=True),
                MaintenanceDenial,
            ),
        ],
    )
    async def test_what_was_booked_is_no_longer_offered(
        self,
        appointment: Appointment,
        change: Callable[[Appointment], Awaitable[None]],
        error: type[Exception],
    ) -> None:
        await change(appointment)

        with pytest.raises(error):
            await appointment.move(14)

        assert await appointment.span() == ("10:00", "11:00")

    async def test_the_master_is_gone_while_others_are_there(
        self, appointment: Appointment
    ) -> None:
        await appointment.database.hire(appointment.shop, appointment.cut)
        await appointment.database.change(masters, appointment.mia, is_active=False)

        with pytest.raises(MasterSwitchedOffError):
            await appointment.move(14)
