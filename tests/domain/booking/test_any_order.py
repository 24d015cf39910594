"""Whatever is done in whatever order: nobody is booked twice, and what is offered is available."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from domain.schedule.model import Hours
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError, VisitNotActiveError
from domain.visit.model import BookingStatus, master_days_of
from domain.visit.moves import choice_of as choice_of_visit
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from infra.cache.busy_store import RedisBusyStore
from infra.cache.guarded_redis import GuardedRedis, create_redis
from infra.db.session import create_engine
from tests.support.database import NOW, POLICIES, DatabaseFactory
from tests.support.services import Services, choice_of

T = TypeVar("T")

# Two visits closer than the master's buffer, in the same lane.
TOO_CLOSE = text(
    """
    SELECT a.booking_id, b.booking_id
    FROM booking_items a
    JOIN booking_items b USING (master_id, lane)
    JOIN masters ON masters.id = master_id
    CROSS JOIN make_interval(mins => coalesce(buffer_between_minutes, 0)) AS buffer
    WHERE a.booking_id < b.booking_id
      AND a.status IN ('pending', 'confirmed') AND b.status IN ('pending', 'confirmed')
      AND a.start_at < b.end_at + buffer AND b.start_at < a.end_at + buffer
    """
)
SECOND_HOLDS = text(
    "SELECT client_id FROM bookings WHERE status = 'pending' GROUP BY client_id HAVING count(*) > 1"
)
HOLDERS = text("SELECT client_id FROM bookings WHERE status = 'pending'")


class Business:
    """A small shop with an event loop of its own; what the cache shows is what is offered."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._engine = create_engine(database_url)
        self._redis = create_redis(redis_url)
        self.database = DatabaseFactory(self._engine)
        self.clock = self.database.clock
        self.do(self._furnish())

    async def _furnish(self) -> None:
        short_days = replace(POLICIES, weekday_hours=Hours(time(9), time(12)))
        self._shop = await self.database.open_location(short_days)
        cut = await self.database.sell(self._shop, "Cut", minutes=60)
        colour = await self.database.sell(self._shop, "Colour", minutes=45, gap=15)
        mia = await self.database.hire(
            self._shop, cut, colour, max_clients_parallel=2, buffer_between_minutes=10
        )
        leo = await self.database.hire(self._shop, cut)
        self._wishes = [
            choice_of(cut),
            choice_of(cut, colour),
            choice_of(cut, master_id=leo),
            choice_of(colour, cut, master_id=mia),
        ]
        self._clients = [await self.database.meet() for _ in range(3)]

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(act)

    def close(self) -> None:
        self.do(self._redis.aclose())
        self.do(self._engine.dispose())
        self._runner.close()

    async def clear(self) -> None:
        self.clock.moment = NOW
        await self.database.execute(text("TRUNCATE bookings RESTART IDENTITY CASCADE"))
        await self._redis.flushall()

    async def book(self, who: int, wish: int, day: date, pick: int) -> BookingId | None:
        """Book one of the offered starts at the price that the confirm card shows."""
        services, choice = self._desk(), self._wishes[wish]
        starts = await services.starts(self._shop, choice, day)
        if not starts:
            return None
        start = starts[pick % len(starts)]
        seen = (await services.preview(self._shop, choice, start)).price.amount_minor
        return await services.book(
            self._clients[who], self._shop, choice, start, seen_price_minor=seen
        )

    async def race(self, wish: int, day: date, pick: int) -> list[BookingId]:
        """Let all clients book the same start at the same moment."""
        choice = self._wishes[wish]
        starts = await self._desk().starts(self._shop, choice, day)
        if not starts:
            return []
        start = starts[pick % len(starts)]
        ends = await asyncio.gather(
            *(
                self._desk().book(
                    client, self._shop, choice, start, seen_price_minor=3000 * len(choice)
                )
                for client in self._clients
            ),
            return_exceptions=True,
        )
        assert all(isinstance(end, int | SlotTakenError) for end in ends), ends
        won = [BookingId(end) for end in ends if isinstance(end, int)]
        assert won
        return won

    async def hold(self, booking_id: BookingId) -> None:
        """Let a visit wait for money, where its client does not hold another time."""
        services = self._desk()
        visit = await services.visit(booking_id)
        holders = [client_id for (client_id,) in await self.database.rows(HOLDERS)]
        if visit.status is BookingStatus.CONFIRMED and visit.client_id not in holders:
            expires_at = self.clock.now() + timedelta(minutes=10)
            await self.database.turn_into_hold(booking_id, expires_at)
            async with services.uow:
                items = await services.bookings.get_items(booking_id)
            await services.cache.forget(master_days_of(items))

    async def move(self, booking_id: BookingId, day: date, pick: int) -> None:
        """Move a visit to one of the offered starts, unless it cannot be moved any more."""
        services = self._desk()
        visit = await services.visit(booking_id)
        offered = await services.starts(self._shop, choice_of_visit(visit), day, booking_id)
        starts = [start for start in offered if start != visit.starts_at]
        if not starts:
            return
        client = next(c for c in self._clients if c.user_id == visit.client_id)
        try:
            await services.move(client, booking_id, starts[pick % len(starts)])
        except VisitNotActiveError:
            assert (
                visit.status is not BookingStatus.CONFIRMED or visit.starts_at <= self.clock.now()
            )
        except TooLateToMoveDenial:
            assert visit.starts_at <= self.clock.now() + timedelta(hours=1)

    async def cancel(self, booking_id: BookingId) -> None:
        """Cancel a visit, unless it cannot be cancelled any more."""
        services = self._desk()
        visit = await services.visit(booking_id)
        client = next(c for c in self._clients if c.user_id == visit.client_id)
        try:
            await services.cancel(client, booking_id)
        except VisitNotActiveError:
            assert visit.status != "confirmed" or visit.starts_at <= self.clock.now()
        except TooLateToCancelDenial:
            assert visit.starts_at <= self.clock.now() + timedelta(hours=1)

    def _desk(self) -> Services:
        store = RedisBusyStore(GuardedRedis(self._redis))
        return Services(self._engine, self.clock, busy_store=store)


people = st.integers(0, 2)
wishes = st.integers(0, 3)
days = st.sampled_from([NOW.date(), NOW.date() + timedelta(days=1)])
picks = st.integers(0, 1000)  # which of however many there are


class AnyOrder(RuleBasedStateMachine):
    """Clients, and the hands of the clock."""

    business: Business
    visits = Bundle("visits")

    @initialize()
    def open(self) -> None:
        self.business.do(self.business.clear())

    @rule(target=visits, who=people, wish=wishes, day=days, pick=picks)
    def book(self, who: int, wish: int, day: date, pick: int) -> Any:
        booking_id = self.business.do(self.business.book(who, wish, day, pick))
        return multiple() if booking_id is None else booking_id

    @rule(target=visits, wish=wishes, day=days, pick=picks)
    def race(self, wish: int, day: date, pick: int) -> Any:
        return multiple(*self.business.do(self.business.race(wish, day, pick)))

    @rule(visit=visits)
    def hold(self, visit: BookingId) -> None:
        self.business.do(self.business.hold(visit))

    @rule(minutes=st.integers(5, 20))
    def let_time_pass(self, minutes: int) -> None:
        self.business.clock.advance(minutes=minutes)

    @rule(visit=visits, day=days, pick=picks)
    def move(self, visit: BookingId, day: date, pick: int) -> None:
        self.business.do(self.business.move(visit, day, pick))

    @rule(visit=visits)
    def cancel(self, visit: BookingId) -> None:
        self.business.do(self.business.cancel(visit))

    @invariant()
    def nobody_is_booked_twice(self) -> None:
        assert self.business.do(self.business.database.rows(TOO_CLOSE)) == []

    @invariant()
    def nobody_holds_two_times(self) -> None:
        assert self.business.do(self.business.database.rows(SECOND_HOLDS)) == []


@pytest.fixture
def business(database_url: str, redis_server: str) -> Iterator[Business]:
    business = Business(database_url, redis_server)
    yield business
    business.close()


@pytest.mark.timeout(600)  # to shrink a failure takes longer than to find none
def test_nobody_is_booked_twice_and_what_is_offered_can_be_had(business: Business) -> None:
    class InThisShop(AnyOrder):
        pass

    InThisShop.business = business
    run_state_machine_as_test(
        InThisShop,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
