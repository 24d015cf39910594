"""What the screens of the chat read: days, times with their marks, the confirm card."""

from datetime import date, time

import pytest

from domain.availability.list_open_days import MANY_STARTS, ListOpenDays, OpenDays
from domain.availability.list_start_times import DayTimes, ListStartTimes
from domain.availability.model import VisitWish
from domain.availability.policies import MaintenanceDenial
from domain.schedule.model import Hours
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.money import Money
from domain.visit.errors import SlotTakenError
from infra.db.tables import masters
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services, choice_of

MONDAY = date(2030, 3, 4)


class Shop:
    """A haircut of an hour, and Mia who performs it."""

    def __init__(
        self, database: DatabaseFactory, id_: LocationId, cut: ServiceId, mia: MasterId
    ) -> None:
        self.database = database
        self.id = id_
        self.cut = cut
        self.mia = mia
        self.services: Services = database.services()

    async def book(self, hour: int, minute: int = 0) -> None:
        client = await self.database.meet()
        await self.database.services().book(client, self.id, choice_of(self.cut), at(hour, minute))

    async def times(self, day: date = MONDAY) -> DayTimes:
        services = self.services
        service = services.get(ListStartTimes)
        return await service.execute(VisitWish(self.id, choice_of(self.cut)), day)

    async def days(self) -> OpenDays:
        services = self.services
        service = services.get(ListOpenDays)
        return await service.execute(VisitWish(self.id, choice_of(self.cut)))


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    return Shop(database, id_, cut, await database.hire(id_, cut))


async def test_the_days_of_the_horizon_have_their_number_of_starts(shop: Shop) -> None:
    await shop.database.change_policies(shop.id, max_advance_days=58)
    await shop.database.close_day(shop.mia, date(2030, 3, 5))
    await shop.book(10)

    days = await shop.days()

    assert (days.horizon.first, days.horizon.last) == (MONDAY, date(2030, 5, 1))
    assert len(days.starts_by_day) == 59
    assert days.starts_by_day[MONDAY] == MANY_STARTS < len((await shop.times()).options) == 12
    assert days.starts_by_day[date(2030, 3, 5)] == 0
    assert days.starts_by_day[date(2030, 3, 6)] == MANY_STARTS
    assert days.first_free == MONDAY
    assert not {date(2030, 3, 5), date(2030, 3, 9), date(2030, 5, 1)} & days.working_days
    assert {MONDAY, date(2030, 3, 6)} <= days.working_days
    assert {date(2030, 4, 19), date(2030, 5, 1)} <= days.holidays  # Good Friday, Labour Day
    assert days.starts_by_day[date(2030, 5, 1)] == 0


async def test_a_day_of_work_is_one_however_little_of_it_is_left(shop: Shop) -> None:
    await shop.database.change_policies(shop.id, min_advance_minutes=26 * 60)
    full, blocked = date(2030, 3, 6), date(2030, 3, 7)
    for hour in range(9, 17):
        await shop.database.services().book(
            await shop.database.meet(), shop.id, choice_of(shop.cut), at(hour, day=2)
        )
    await shop.database.block(shop.mia, at(8, day=3), at(18, day=3))

    days = await shop.days()

    assert [days.starts_by_day[day] for day in (MONDAY, full, blocked)] == [0, 0, 0]
    assert {MONDAY, full} <= days.working_days
    assert blocked not in days.working_days


async def test_a_holiday_on_which_a_master_works_is_a_day_of_work(shop: Shop) -> None:
    good_friday = date(2030, 4, 19)
    assert good_friday not in (await shop.days()).working_days
    await shop.database.change(masters, shop.mia, works_on_holidays=True)
    days = await shop.days()
    assert good_friday in days.working_days & days.holidays


async def test_a_day_without_starts_names_the_nearest_on_later_days(shop: Shop) -> None:
    await shop.database.close_day(shop.mia, MONDAY)

    times = await shop.times()

    assert times.options == ()
    assert times.alternatives[0] == at(9, day=1)
    assert len(times.alternatives) == 5


async def test_a_start_that_would_leave_a_rest_too_short_to_sell_is_marked(shop: Shop) -> None:
    shop.database.clock.moment = at(7)
    await shop.book(13)

    marked = {option.start_at for option in (await shop.times()).options if option.leaves_hole}

    assert marked == {at(9, 30), at(11, 30), at(14, 30), at(15, 30)}


async def test_a_rest_that_another_service_of_the_master_fits_is_no_hole(shop: Shop) -> None:
    fringe = await shop.database.sell(shop.id, "Fringe", minutes=30)
    await shop.database.hire(shop.id, name="Leo")
    await shop.database.teach(shop.mia, fringe)
    await shop.book(13)

    assert not any(option.leaves_hole for option in (await shop.times()).options)


async def test_time_that_the_lead_time_swallows_is_no_hole(shop: Shop) -> None:
    shop.database.clock.moment = at(8, 45)

    first = (await shop.times()).options[0]

    assert first.start_at == at(10)
    assert not first.leaves_hole


async def test_times_after_midnight_of_the_last_night_are_listed(database: DatabaseFactory) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    night = Hours(time(22), time(4))
    mia = await database.hire(id_, cut, default_hours=night, max_advance_days=0)

    times = await Shop(database, id_, cut, mia).times()

    assert times.options[-1].start_at == at(3, day=1)


async def test_around_the_clock_what_is_listed_before_midnight_can_be_booked(
    database: DatabaseFactory,
) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    around_the_clock = dict.fromkeys(range(7), Hours(time(0), time(0)))
    mia = await database.hire(id_, cut, working_days=around_the_clock)
    shop = Shop(database, id_, cut, mia)

    options = (await shop.times()).options

    assert options[-1].start_at == at(23, 30)
    assert not options[-1].leaves_hole
    await shop.book(23, 30)
    assert (await shop.times()).options[-1].start_at == at(22, 30)
    assert (await shop.times(date(2030, 3, 5))).options[0].start_at == at(24, 30)


async def test_a_closed_day_after_a_full_night_is_no_day_of_work(
    database: DatabaseFactory,
) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    nights = {**dict.fromkeys(range(7)), 0: Hours(time(22), time(4))}
    shop = Shop(database, id_, cut, await database.hire(id_, cut, working_days=nights))
    await shop.book(24, 30)

    working_days = (await shop.days()).working_days

    assert MONDAY in working_days
    assert date(2030, 3, 5) not in working_days


async def test_the_last_night_lost_to_another_client_is_taken_and_not_too_far(
    database: DatabaseFactory,
) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    night = Hours(time(22), time(4))
    mia = await database.hire(id_, cut, default_hours=night, max_advance_days=0)
    shop = Shop(database, id_, cut, mia)
    await shop.book(24, 30)

    with pytest.raises(SlotTakenError) as taken:
        await shop.book(24, 30)

    assert taken.value.alternatives[-1] == at(23, 30)


async def test_during_maintenance_nothing_is_listed(shop: Shop) -> None:
    await shop.database.change_policies(shop.id, is_in_maintenance=True)

    for listing in (shop.times, shop.days):
        with pytest.raises(MaintenanceDenial):
            await listing()
    with pytest.raises(MaintenanceDenial):
        await shop.services.preview(shop.id, choice_of(shop.cut), at(10))


async def test_the_confirm_card_shows_the_visit_as_it_would_be_booked(shop: Shop) -> None:
    preview = await shop.services.preview(shop.id, choice_of(shop.cut), at(10))

    (item,) = preview.items
    assert (item.service_name.text, item.master_name.text) == ("Haircut", "Mia")
    assert (item.start_at, item.end_at) == (at(10), at(11))
    assert preview.price == Money(3000, "EUR")


async def test_a_time_that_was_taken_before_the_confirm_card_comes_with_alternatives(
    shop: Shop,
) -> None:
    await shop.book(10)

    with pytest.raises(SlotTakenError) as caught:
        await shop.services.preview(shop.id, choice_of(shop.cut), at(10))

    assert at(11) in caught.value.alternatives


async def test_three_who_want_one_hour_of_a_master_of_two_lanes(database: DatabaseFactory) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    shop = Shop(database, id_, cut, await database.hire(id_, cut, max_clients_parallel=2))

    await shop.book(10)
    await shop.book(10)
    with pytest.raises(SlotTakenError):
        await shop.book(10)

    assert at(10) not in [option.start_at for option in (await shop.times()).options]
