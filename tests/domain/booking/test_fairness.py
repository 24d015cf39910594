"""Over weeks, whoever asks for any master gives each of them about as much work."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from domain.availability.best_chain import best_chains_of_day
from domain.availability.model import NO_OWN_TIME
from domain.availability.read_loads import ReadLoads
from domain.availability.search import starts_of_day
from domain.booking.choose_chain import choose_chain
from domain.booking.reach import days_around
from domain.catalog.model import Service, Skill
from domain.shared.ids import MasterId
from domain.shared.lanes import Lane
from domain.shared.time import DateRange
from tests.domain.availability_scene import ANY_TIME, LEO, MIA, Scene

WEEKS = 8
FIRST_DAY = date(2030, 1, 7)
MOST_TO_LEAST = 1.3


@dataclass
class Team(Scene):
    """Masters with a pace of their own, and what each of them got to do."""

    minutes_of: dict[MasterId, int] = field(default_factory=dict)
    visits: Counter[MasterId] = field(default_factory=Counter)
    minutes: Counter[MasterId] = field(default_factory=Counter)

    def _skills(self, service: Service) -> tuple[Skill, ...]:
        return tuple(
            replace(
                skill,
                duration_minutes=self.minutes_of.get(skill.master.id, skill.duration_minutes),
            )
            for skill in Scene._skills(self, service)
        )

    async def book(self, start_at: datetime, now: datetime) -> MasterId | None:
        """Book with any master."""
        self.now = now
        plan = self.plan
        availability = await self.availability(days_around(plan, start_at))
        day = availability.day_of(start_at)
        loads = await ReadLoads(self).execute(plan, day, NO_OWN_TIME, now)
        items = choose_chain(availability, start_at, loads)
        if items is None:
            return None
        for item in items:
            minutes = (item.end_at - item.start_at) // timedelta(minutes=1)
            self.take(
                item.start_at, minutes, master_id=item.master_id, booking_id=len(self.taken) + 1
            )
            self.visits[item.master_id] += 1
            self.minutes[item.master_id] += minutes
        return items[0].master_id

    def ratio(self) -> float:
        """Return how much more the busiest does than the least busy, in visits or minutes."""
        counts = [
            [counted[one] for one in self.schedules] for counted in (self.visits, self.minutes)
        ]
        return max(max(count) / max(1, min(count)) for count in counts)


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same clients every time


def team(size: int, random: Random, **fields: object) -> Team:
    scene = Team(timezone="UTC", country="ZZ", policies=replace(ANY_TIME, max_advance_days=60))
    scene.sell()
    for number in sorted(random.sample(range(1, 10_000), size)):
        scene.hire(MasterId(number), **fields)
    return scene


def at(day: date, half_hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + half_hour * timedelta(minutes=30)


def wishes(random: Random, a_day: int, longest_lead_days: int) -> list[tuple[datetime, datetime]]:
    """Return when clients book, and for when, in the order of booking."""
    found = []
    for number in range(WEEKS * 7):
        day = FIRST_DAY + timedelta(days=number)
        for _ in range(a_day if day.weekday() < 5 else 0):
            start = at(day, random.randrange(15))
            lead = timedelta(
                days=random.randint(0, longest_lead_days), minutes=random.randrange(60)
            )
            found.append((start - lead, start))
    return sorted(found)


@pytest.mark.parametrize("longest_lead_days", [0, 14, 55])
@pytest.mark.parametrize("size", [2, 3, 5, 8])
async def test_the_busiest_has_little_more_than_the_least_busy(
    size: int, longest_lead_days: int
) -> None:
    random = dice(size)
    scene = team(size, random)

    for now, start in wishes(random, 2 * size, longest_lead_days):
        await scene.book(start, now)

    assert sum(scene.visits.values()) > WEEKS * 5 * size
    assert scene.ratio() <= MOST_TO_LEAST


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("by_minutes", [5, 20])
async def test_a_quicker_master_gets_no_more_work(size: int, by_minutes: int) -> None:
    random = dice(by_minutes)
    scene = team(size, random)
    quick = random.choice(list(scene.schedules))
    scene.minutes_of[quick] = 60 - by_minutes

    for now, start in wishes(random, size, 14):
        await scene.book(start, now)

    shares = [scene.minutes[one] for one in scene.schedules]
    assert max(shares) / min(shares) <= MOST_TO_LEAST


@pytest.mark.parametrize("size", [2, 3, 8])
async def test_mondays_alone_go_round(size: int) -> None:
    """One client a week: whoever has waited longest is next."""
    scene = team(size, dice(size))
    mondays = [at(FIRST_DAY + timedelta(weeks=week), 4) for week in range(2 * size)]

    chosen = [await scene.book(monday, monday - timedelta(days=1)) for monday in mondays]

    assert set(scene.visits.values()) == {2}
    assert chosen[:size] == chosen[size:]


async def test_a_busy_fortnight_counts_and_what_lies_beyond_does_not() -> None:
    scene = Scene().hire(MIA).hire(LEO).sell()
    scene.take(scene.at("2030-03-15 09:00"), 90, master_id=MIA)
    assert (await scene.chain("2030-03-04 10:00") or ())[0].master_id == LEO

    scene.take(scene.at("2030-03-19 09:00"), 400, master_id=LEO)
    assert (await scene.chain("2030-03-04 10:00") or ())[0].master_id == LEO

    scene.policies = replace(scene.policies, load_days_ahead=15)
    assert (await scene.chain("2030-03-04 10:00") or ())[0].master_id == MIA


async def test_of_equal_loads_the_longest_without_a_client_is_chosen() -> None:
    scene = Scene().hire(MIA).hire(LEO).sell()
    scene.now = scene.at("2030-02-20 09:00")
    scene.take(scene.at("2030-02-27 10:00"), master_id=LEO)
    scene.take(scene.at("2030-02-26 10:00"), master_id=MIA)
    assert (await scene.chain("2030-03-04 15:00") or ())[0].master_id == MIA

    scene.taken.clear()
    scene.take(scene.at("2030-03-04 09:00"), master_id=MIA)
    scene.take(scene.at("2030-03-04 11:00"), master_id=LEO)
    assert (await scene.chain("2030-03-04 15:00") or ())[0].master_id == MIA


async def test_waiting_counts_and_pace_does_not() -> None:
    """Two services: who is quick at the first wins no client, who lets wait loses them."""
    scene = Team()
    scene.hire(MIA).hire(LEO).sell(60).sell(60)
    scene.minutes_of = {MIA: 50}
    scene.take(scene.at("2030-03-06 09:00"), 30, master_id=MIA)
    assert {item.master_id for item in await scene.chain("2030-03-04 10:00") or ()} == {LEO}

    scene.take(scene.at("2030-03-04 11:00"), 20, master_id=LEO)  # alone, Leo would let wait
    items = await scene.chain("2030-03-04 10:00") or ()
    assert items[-1].start_at == items[0].end_at


@pytest.mark.parametrize("services", [1, 2])
async def test_the_time_list_assumes_the_masters_who_are_booked(services: int) -> None:
    random = dice(services)
    scene = team(4, random, max_clients_parallel=2)
    for _ in range(services - 1):
        scene.sell()
    scene.minutes_of = {one: random.choice([50, 55, 60]) for one in scene.schedules}
    for _ in range(12):
        await scene.book(at(FIRST_DAY, random.randrange(14)), at(FIRST_DAY, 0) - timedelta(days=1))
    availability = await scene.availability(DateRange(FIRST_DAY - timedelta(days=1), FIRST_DAY))
    loads = await ReadLoads(scene).execute(scene.plan, FIRST_DAY, NO_OWN_TIME, scene.now)

    listed = list(best_chains_of_day(availability, FIRST_DAY, loads))

    assert [items[0].start_time for items in listed] == starts_of_day(availability, FIRST_DAY)
    for items in listed:
        booked = choose_chain(availability, items[0].start_time, loads) or ()
        assert [(one.master_id, one.lane, one.end_at) for one in booked] == [
            (lane.master_id, lane.index, item.end_time)
            for item in items
            for lane in [Lane.of_resource(item.resource_id)]
        ]
