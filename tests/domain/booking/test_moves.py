"""Moves to anybody, and moves that are refused: in words, with nothing written."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.errors.explain import explain
from bot.handlers import routes
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import Terms, VisitWish
from domain.availability.policies import MoveTooSoonDenial, TooFarDenial, TooSoonDenial
from domain.catalog.errors import MasterNotFoundError
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.errors import (
    SameTimeError,
    SlotTakenError,
    VisitNotActiveError,
    VisitNotFoundError,
)
from domain.visit.policies import TooLateToMoveDenial
from infra.db.tables import booking_items, metadata, skills
from tests.support.database import DatabaseFactory, at
from tests.support.reading import localizer
from tests.support.services import choice_of


class Shop:
    """Ann's visit to Mia on Tuesday at ten; Leo does the same."""

    def __init__(self, database: DatabaseFactory) -> None:
        self.database = database

    async def furnish(self) -> "Shop":
        self.location: LocationId = await self.database.open_location()
        self.cut: ServiceId = await self.database.sell(self.location)
        self.mia: MasterId = await self.database.hire(self.location, self.cut)
        self.leo: MasterId = await self.database.hire(self.location, self.cut, name="Leo")
        self.ann = await self.database.meet()
        self.visit: BookingId = await self.book(self.ann, at(10, day=1))
        return self

    async def book(self, client: Identity, start_at: datetime) -> BookingId:
        choice = choice_of(self.cut, master_id=self.mia)
        return await self.database.services().book(client, self.location, choice, start_at)

    async def move(self, start_at: datetime, *, with_any_master: bool = False) -> None:
        await self.database.services().move(
            self.ann, self.visit, start_at, with_any_master=with_any_master
        )

    async def masters(self) -> list[MasterId]:
        rows = await self.database.rows(
            select(booking_items.c.master_id).where(booking_items.c.booking_id == self.visit)
        )
        return [row.master_id for row in rows]

    async def everything(self) -> list[object]:
        return [await self.database.rows(select(table)) for table in metadata.sorted_tables]

    def lists(self) -> tuple[ListOpenDays, ListStartTimes]:
        services = self.database.services()
        return services.get(ListOpenDays), services.get(ListStartTimes)

    async def cancel(self) -> None:
        await self.database.services().cancel(self.ann, self.visit)

    async def unteach(self) -> None:
        await self.database.execute(skills.delete().where(skills.c.master_id == self.mia))


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    return await Shop(database).furnish()


async def test_a_visit_is_moved_to_anybody_where_its_master_has_no_time(shop: Shop) -> None:
    await shop.book(await shop.database.meet("Bob"), at(14, day=1))
    with pytest.raises(SlotTakenError):
        await shop.move(at(14, day=1))
    await shop.move(at(14, day=1), with_any_master=True)
    assert await shop.masters() == [shop.leo]


async def test_a_visit_whose_master_is_gone_is_moved_to_anybody(shop: Shop) -> None:
    await shop.unteach()
    with pytest.raises(MasterNotFoundError):
        await shop.move(at(14, day=1))
    await shop.move(at(14, day=1), with_any_master=True)
    assert await shop.masters() == [shop.leo]


async def test_unless_the_client_says_otherwise_the_masters_stay(shop: Shop) -> None:
    await shop.move(at(14, day=1))
    assert await shop.masters() == [shop.mia]


async def _nothing(_shop: Shop) -> None:
    """Change nothing beforehand."""


REFUSED = {
    "the past": (_nothing, at(10, day=-3), TooSoonDenial),
    "the next minute": (_nothing, at(8, 30), TooSoonDenial),
    "into the lock window": (
        lambda shop: shop.database.change_policies(shop.location, reschedule_lock_minutes=1530),
        at(9, day=1),
        MoveTooSoonDenial,
    ),
    "too far ahead": (_nothing, at(10, day=70), TooFarDenial),
    "its own time": (_nothing, at(10, day=1), SameTimeError),
    "out of hours": (_nothing, at(20, day=1), SlotTakenError),
    "a master without the skill": (Shop.unteach, at(14, day=1), MasterNotFoundError),
    "cancelled": (Shop.cancel, at(14, day=1), VisitNotActiveError),
    "the lock window": (
        lambda shop: shop.database.change_policies(shop.location, reschedule_lock_minutes=3000),
        at(14, day=1),
        TooLateToMoveDenial,
    ),
}


async def test_no_time_within_the_lock_window_is_offered_to_who_moves_a_visit(shop: Shop) -> None:
    await shop.database.change_policies(shop.location, reschedule_lock_minutes=24 * 60)
    services, choice = shop.database.services(), choice_of(shop.cut, master_id=shop.mia)
    today = at(12).date()
    for is_move in (False, True):
        service = services.get(ListOpenDays)
        days = await service.execute(
            VisitWish(shop.location, choice, Terms(obeys_lock_window=is_move), shop.visit)
        )
        assert bool(days.starts_by_day[today]) is not is_move


@pytest.mark.parametrize(("before", "start_at", "error"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_refused_move_is_explained_and_writes_nothing(
    shop: Shop,
    before: Callable[[Shop], Awaitable[None]],
    start_at: datetime,
    error: type[DomainError],
) -> None:
    await before(shop)
    written = await shop.everything()
    with pytest.raises(error) as caught:
        await shop.move(start_at)
    assert (
        len(explain(caught.value, localizer(), routes.errors).split("\n\n")) >= 2
    )  # what happened, and what now
    assert await shop.everything() == written


async def test_somebody_elses_visit_is_not_moved(shop: Shop) -> None:
    mallory = await shop.database.meet("Mallory")
    written = await shop.everything()
    for booking_id in (shop.visit, BookingId(10**12)):
        with pytest.raises(VisitNotFoundError):
            await shop.database.services().move(mallory, booking_id, at(14, day=1))
    assert await shop.everything() == written


@pytest.mark.parametrize("by_staff", [False, True])
@pytest.mark.parametrize("with_any_master", [False, True])
async def test_the_present_time_of_a_visit_is_not_offered_for_it(
    shop: Shop, *, by_staff: bool, with_any_master: bool
) -> None:
    _, list_start_times = shop.lists()
    admin = Identity(UserId(0), frozenset({Role.ADMIN})) if by_staff else None
    choice = choice_of(shop.cut, master_id=None if with_any_master else shop.mia)
    day = at(10, day=1).date()

    wish = VisitWish(shop.location, choice, Terms(admin=admin))
    anew = await list_start_times.execute(wish, day)
    moved = await list_start_times.execute(replace(wish, moved_booking_id=shop.visit), day)

    assert at(10, day=1) not in [option.start_at for option in moved.options]
    assert {option.start_at for option in moved.options} >= {at(9, 30, day=1), at(10, 30, day=1)}
    assert (at(10, day=1) in [option.start_at for option in anew.options]) is with_any_master


async def test_a_day_with_the_present_time_alone_has_none_for_the_visit(shop: Shop) -> None:
    list_open_days, list_start_times = shop.lists()
    day = at(10, day=1).date()
    for hour in (9, *range(11, 17)):
        await shop.book(await shop.database.meet(), at(hour, day=1))
    choice = choice_of(shop.cut, master_id=shop.mia)

    wish = VisitWish(shop.location, choice, moved_booking_id=shop.visit)
    days = await list_open_days.execute(wish)
    times = await list_start_times.execute(wish, day)

    assert days.starts_by_day[day] == 0
    assert times.options == ()
    assert at(10, day=1) not in times.alternatives
