"""Where any master will do: the price that was seen, then those with the least work."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from domain.availability.model import ServiceChoice
from domain.catalog.deposit import DepositKind, DepositRule
from domain.catalog.model import Service, Skill
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.visit.errors import PriceChangedError
from infra.db.tables import bookings
from tests.domain.availability_scene import Scene
from tests.support.database import POLICIES, DatabaseFactory, at
from tests.support.services import choice_of

CHEAP_MINOR, DEAR_MINOR = 3000, 4000


class Shop:
    """A haircut at ten that is cheaper by Mia than by Leo."""

    def __init__(
        self,
        database: DatabaseFactory,
        id_: LocationId,
        cut: ServiceId,
        mia: MasterId,
        leo: MasterId,
    ) -> None:
        self.database = database
        self.id = id_
        self.cut = cut
        self.by_price = {CHEAP_MINOR: mia, DEAR_MINOR: leo}

    async def keep_busy(self, master_id: MasterId, hour: int) -> None:
        price_minor = next(price for price, id_ in self.by_price.items() if id_ == master_id)
        await self._book(choice_of(self.cut, master_id=master_id), hour, price_minor)

    async def book(self, seen_price_minor: int) -> tuple[MasterId, int]:
        """Return who was booked, and for how much."""
        return await self._book(choice_of(self.cut), 10, seen_price_minor)

    async def _book(
        self, choice: tuple[ServiceChoice, ...], hour: int, seen_price_minor: int
    ) -> tuple[MasterId, int]:
        services, client = self.database.services(), await self.database.meet()
        booking_id = await services.book(
            client, self.id, choice, at(hour), seen_price_minor=seen_price_minor
        )
        visit = await services.visit(booking_id)
        return visit.items[0].master_id, visit.price.amount_minor


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    mia, leo = [await database.hire(id_, name=name) for name in ("Mia", "Leo")]
    for master_id, price_minor in ((mia, CHEAP_MINOR), (leo, DEAR_MINOR)):
        await database.teach(master_id, cut, price_minor=price_minor)
    return Shop(database, id_, cut, mia, leo)


@pytest.mark.parametrize("seen", [CHEAP_MINOR, DEAR_MINOR])
async def test_the_price_that_was_seen_beats_fairness(shop: Shop, seen: int) -> None:
    master_id = shop.by_price[seen]
    await shop.keep_busy(master_id, 14)

    assert await shop.book(seen) == (master_id, seen)


@pytest.mark.parametrize("seen", [CHEAP_MINOR, DEAR_MINOR])
async def test_without_a_master_of_that_price_nothing_is_booked(shop: Shop, seen: int) -> None:
    await shop.keep_busy(shop.by_price[seen], 10)

    with pytest.raises(PriceChangedError):
        await shop.book(seen)

    assert len(await shop.database.rows(select(bookings.c.id))) == 1


async def test_two_masters_take_turns_on_mondays_and_the_card_names_who_is_booked(
    database: DatabaseFactory,
) -> None:
    id_ = await database.open_location(replace(POLICIES, max_advance_days=90))
    cut = await database.sell(id_)
    mia, leo = [await database.hire(id_, cut, name=name) for name in ("Mia", "Leo")]
    await database.teach(await database.hire(id_, name="Quick"), cut, duration_minutes=55)
    booked = []
    for week in range(6):
        client = await database.meet()
        services, start = database.services(), at(10, day=7 * week + 1)
        preview = await services.preview(id_, choice_of(cut), start)
        booking_id = await services.book(client, id_, choice_of(cut), start)
        booked.append((await services.visit(booking_id)).items[0].master_id)
        assert booked[-1] == preview.items[0].master_id

    assert len(set(booked[:3])) == 3 == len(set(booked[3:]))
    assert {mia, leo} < set(booked)


async def test_the_own_hold_is_no_load_for_the_card_either(database: DatabaseFactory) -> None:
    deposit = DepositRule(DepositKind.FIXED, 1000)
    id_ = await database.open_location(replace(POLICIES, deposit=deposit))
    cut = await database.sell(id_)
    for name in ("Mia", "Leo", "Eva"):
        await database.hire(id_, cut, name=name)
    ann, services = await database.meet(), database.services()
    for hour in (10, 12, 14):
        preview = await services.preview(id_, choice_of(cut), at(hour), client=ann)
        booking_id = await services.book(ann, id_, choice_of(cut), at(hour))
        visit = await services.visit(booking_id)
        assert visit.items[0].master_id == preview.items[0].master_id


@dataclass
class TwoTeams(Scene):
    """Masters 1 to 20 perform the first service of the visit, 21 to 40 the second."""

    team_size: int = 20

    def _skills(self, service: Service) -> tuple[Skill, ...]:
        first = (service.id - 1) * self.team_size
        skills = Scene._skills(self, service)
        return tuple(s for s in skills if first < s.master.id <= first + self.team_size)


@pytest.mark.parametrize("idle", [(17, 38), (20, 40), (1, 40), (20, 21)])
async def test_of_two_large_teams_the_idle_ones_are_chosen(idle: tuple[int, int]) -> None:
    scene = TwoTeams().sell().sell()
    for number in range(1, 41):
        scene.hire(MasterId(number))
        if number not in idle:
            afternoon = scene.at("2030-03-04 14:00")
            scene.take(afternoon, master_id=MasterId(number), booking_id=number)

    items = await scene.chain("2030-03-04 10:00") or ()

    assert tuple(item.master_id for item in items) == idle
