"""A writer locks every day that what it writes can block, over midnight as well."""

from collections.abc import Collection
from datetime import UTC, datetime, time

import pytest

from domain.schedule.model import Hours, PolicySet
from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay
from domain.shared.time import utc_day
from domain.visit.model import master_days_of
from domain.visit.ports import BookingGateway
from infra.db.gateways.visit.bookings import SqlaBookingGateway
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import DatabaseFactory
from tests.support.services import choice_of

TEN_IN_THE_EVENING = datetime(2030, 3, 4, 22, tzinfo=UTC)
TODAY = utc_day(TEN_IN_THE_EVENING)
TWO_HOURS = 120


class WatchedBookings(SqlaBookingGateway):
    """Notes which days were locked."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        super().__init__(uow)
        self.locked: set[MasterDay] = set()

    async def lock_master_days(self, master_days: Collection[MasterDay]) -> None:
        self.locked |= set(master_days)
        await super().lock_master_days(master_days)


@pytest.mark.parametrize(
    ("of_the_master", "of_the_location", "days"),
    [
        (TWO_HOURS, 0, {TODAY, TODAY + 1}),
        (None, TWO_HOURS, {TODAY, TODAY + 1}),
        (0, TWO_HOURS, {TODAY}),
    ],
)
async def test_the_buffer_after_a_visit_is_locked_with_it(
    database: DatabaseFactory, of_the_master: int | None, of_the_location: int, days: set[int]
) -> None:
    """The visit ends at half past ten; with an hour of waiting it would at half past eleven."""
    policies = PolicySet(default_buffer_between_minutes=of_the_location)
    shop = await database.open_location(policies, timezone="UTC")
    fringe = await database.sell(shop, minutes=30)
    night = Hours(time(18), time(4))
    mia = await database.hire(
        shop, fringe, default_hours=night, buffer_between_minutes=of_the_master
    )
    services = database.services({BookingGateway: WatchedBookings})

    booking_id = await services.book(
        await database.meet(), shop, choice_of(fringe), TEN_IN_THE_EVENING
    )

    assert isinstance(services.bookings, WatchedBookings)
    assert services.bookings.locked == {(MasterId(mia), day) for day in days}
    async with services.uow:
        written = master_days_of(await services.bookings.get_items(booking_id))
    assert written == services.bookings.locked
