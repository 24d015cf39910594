"""Half past midnight in a shift from eight in the evening to four: the night still goes on."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import DayTimes, ListStartTimes
from domain.availability.model import VisitWish
from domain.schedule.model import Hours
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.visit.errors import SlotTakenError
from tests.domain.availability_scene import every_half_hour
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of

TUESDAY = date(2030, 3, 5)
HALF_PAST_MIDNIGHT = at(24, 30)
REST_OF_THE_NIGHT = every_half_hour("00:30", "03:00")
NEXT_NIGHT = every_half_hour("20:00", "23:30") + every_half_hour("00:00", "03:00")


class Night:
    """Haircuts through the night, asked for at half past midnight on Tuesday."""

    def __init__(
        self, database: DatabaseFactory, shop: LocationId, cut: ServiceId, master: MasterId
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.master = master

    async def book(self, hour: int, day: int = 1) -> None:
        client = await self.database.meet()
        await self.database.services().book(
            client, self.shop, choice_of(self.cut), at(hour, day=day)
        )

    async def times(self) -> DayTimes:
        services = self.database.services()
        service = services.get(ListStartTimes)
        return await service.execute(VisitWish(self.shop, choice_of(self.cut)), TUESDAY)

    async def listed(self) -> list[str]:
        zone = ZoneInfo("Europe/Berlin")
        starts = [option.start_at.astimezone(zone) for option in (await self.times()).options]
        assert starts == sorted(starts)
        return [start.strftime("%H:%M") for start in starts]


@pytest.fixture
async def night(database: DatabaseFactory) -> Night:
    shop = await database.open_location()
    cut = await database.sell(shop)
    hours = Hours(time(20), time(4))
    master = await database.hire(shop, cut, default_hours=hours, min_advance_minutes=0)
    database.clock.moment = HALF_PAST_MIDNIGHT
    return Night(database, shop, cut, master)


async def test_the_rest_of_the_night_is_listed_today_before_the_next(night: Night) -> None:
    assert await night.listed() == REST_OF_THE_NIGHT + NEXT_NIGHT


async def test_the_month_counts_what_the_day_lists(night: Night) -> None:
    await night.database.close_day(night.master, TUESDAY)
    night.database.clock.moment = at(2, day=1)
    services = night.database.services()
    service = services.get(ListOpenDays)

    days = await service.execute(VisitWish(night.shop, choice_of(night.cut)))

    assert days.starts_by_day[TUESDAY] == len(await night.listed()) == 3
    assert days.first_free == TUESDAY


async def test_everything_that_is_listed_can_be_booked(night: Night) -> None:
    for hour in (1, 2, 3):
        await night.book(hour)

    assert await night.listed() == NEXT_NIGHT


async def test_who_finds_a_time_of_the_night_taken_is_told_of_the_same_night_first(
    night: Night,
) -> None:
    await night.book(2)

    with pytest.raises(SlotTakenError) as caught:
        await night.book(2)

    same_night = (HALF_PAST_MIDNIGHT, at(1, day=1), at(3, day=1))
    assert caught.value.alternatives[:3] == same_night


async def test_of_a_later_night_too_the_same_night_comes_first(night: Night) -> None:
    await night.book(2, day=2)

    with pytest.raises(SlotTakenError) as caught:
        await night.book(2, day=2)

    same_night = (at(24, day=1), at(24, 30, day=1), at(1, day=2), at(3, day=2))
    assert caught.value.alternatives == (*same_night, at(20, day=2))


async def test_a_rest_of_the_night_too_short_to_sell_is_marked(night: Night) -> None:
    await night.book(2)

    marked = [option.start_at for option in (await night.times()).options if option.leaves_hole]

    assert marked[0] == HALF_PAST_MIDNIGHT
    assert at(1, day=1) not in marked
