"""Whatever happens to visits in whatever order, what is kept of them fits together."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text

from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.shared.errors import DomainError, RetryableError
from domain.shared.identity import Role
from domain.shared.ids import BookingId
from domain.visit.transitions import UndefinedTransitionError
from infra.db.session import create_engine
from infra.db.tables import bookings
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.histories import assert_histories_are_paths
from tests.support.services import Services, choice_of

T = TypeVar("T")

DEFECTS = (UndefinedTransitionError, RetryableError)

OPEN_IS_PROPOSED = text(
    "SELECT id FROM bookings WHERE (status = 'reschedule_proposed')"
    " <> EXISTS (SELECT FROM proposals WHERE booking_id = bookings.id AND answer IS NULL)"
)
REMINDS_OF_NOTHING = text(
    "SELECT key FROM outbox_messages JOIN bookings ON bookings.id = booking_id"
    " WHERE kind = 'reminder' AND state = 'waiting' AND (status <> 'confirmed'"
    " OR starts_at <> CAST(facts ->> 'start_at' AS timestamptz))"
)
ASKED_IN_VAIN = text(
    "SELECT key FROM outbox_messages JOIN bookings ON bookings.id = booking_id"
    " WHERE kind IN ('time_proposed', 'proposal_repeated') AND state = 'waiting'"
    " AND status <> 'reschedule_proposed'"
)
COMING_BUT_UNREMINDED = text(
    "SELECT id FROM bookings WHERE status = 'confirmed' AND starts_at > :now AND NOT EXISTS ("
    " SELECT FROM outbox_messages WHERE booking_id = bookings.id AND kind = 'reminder')"
)


class Salon:
    """One master, one client, one admin, and an event loop of their own."""

    def __init__(self, database_url: str) -> None:
        self._runner = asyncio.Runner()
        self._engine = create_engine(database_url)
        self.database = DatabaseFactory(self._engine)
        self.do(self._furnish())

    async def _furnish(self) -> None:
        self.location = await self.database.open_location()
        self.cut = await self.database.sell(self.location)
        for name in ("Mia", "Leo"):
            await self.database.hire(self.location, self.cut, name=name)
        self.ann = await self.database.meet()
        self.kim = replace(await self.database.meet("Kim"), roles=frozenset({Role.ADMIN}))

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(act)

    def attempt(self, act: Coroutine[Any, Any, object]) -> None:
        """Do it, unless a rule says no: the invariants tell whether that was well."""
        try:
            self.do(act)
        except DEFECTS:
            raise
        except DomainError:
            pass

    def close(self) -> None:
        self.do(self._engine.dispose())
        self._runner.close()

    async def clear(self) -> None:
        self.database.clock.moment = NOW
        await self.database.execute(text("TRUNCATE bookings RESTART IDENTITY CASCADE"))

    def services(self) -> Services:
        return self.database.services()

    def one_of_them(self, pick: int) -> BookingId:
        """Return some visit; before there is any, one that is not there."""
        ids = self.do(self.database.rows(select(bookings.c.id).order_by(bookings.c.id)))
        return BookingId(ids[pick % len(ids)].id) if ids else BookingId(1)


picks = st.integers(0, 100)
starts = st.builds(
    lambda day, half_hours: at(9, day=day) + timedelta(minutes=30) * half_hours,
    st.integers(0, 3),
    st.integers(0, 14),
)


class LifeInAnyOrder(RuleBasedStateMachine):
    """A client, the staff, silence, and the hands of the clock."""

    salon: Salon

    @initialize()
    def open(self) -> None:
        self.salon.do(self.salon.clear())

    @rule(start=starts)
    def book(self, start: datetime) -> None:
        salon = self.salon
        choice = choice_of(salon.cut)
        salon.attempt(salon.services().book(salon.ann, salon.location, choice, start))

    @rule(pick=picks, start=starts, with_any_master=st.booleans())
    def move(self, pick: int, start: datetime, *, with_any_master: bool) -> None:
        booking_id = self.salon.one_of_them(pick)
        services, ann = self.salon.services(), self.salon.ann
        self.salon.attempt(services.move(ann, booking_id, start, with_any_master=with_any_master))

    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        booking_id = self.salon.one_of_them(pick)
        self.salon.attempt(self.salon.services().cancel(self.salon.ann, booking_id, "no_time"))

    @rule(pick=picks, start=starts)
    def offer(self, pick: int, start: datetime) -> None:
        request = ProposeTimeRequest(self.salon.kim, self.salon.one_of_them(pick), start)
        self.salon.attempt(self.salon.services().get(ProposeTime).execute(request))

    @rule(pick=picks, start=starts)
    def accept(self, pick: int, start: datetime) -> None:
        booking_id, services = self.salon.one_of_them(pick), self.salon.services()
        offered = self.salon.do(_offered(services, booking_id)) or start
        request = AcceptProposalRequest(self.salon.ann, booking_id, offered)
        self.salon.attempt(services.get(AcceptProposal).execute(request))

    @rule(pick=picks)
    def decline(self, pick: int) -> None:
        booking_id = self.salon.one_of_them(pick)
        self.salon.attempt(
            self.salon.services().get(DeclineProposal).execute(self.salon.ann, booking_id)
        )

    @rule(hours=st.integers(1, 30))
    def let_time_pass(self, hours: int) -> None:
        self.salon.database.clock.advance(hours=hours)
        self.salon.do(self.salon.services().get(ExpireProposals).execute())

    @invariant()
    def histories_are_paths_of_the_table(self) -> None:
        self.salon.do(assert_histories_are_paths(self.salon.database))

    @invariant()
    def messages_and_offers_fit_the_visits(self) -> None:
        unreminded = COMING_BUT_UNREMINDED.bindparams(now=self.salon.database.clock.now())
        for contradiction in (OPEN_IS_PROPOSED, REMINDS_OF_NOTHING, ASKED_IN_VAIN, unreminded):
            assert self.salon.do(self.salon.database.rows(contradiction)) == []


async def _offered(services: Services, booking_id: BookingId) -> datetime | None:
    async with services.uow:
        offer = await services.proposals.get_open(booking_id)
    return offer.start_at if offer else None


@pytest.fixture
def salon(database_url: str) -> Iterator[Salon]:
    salon = Salon(database_url)
    yield salon
    salon.close()


@pytest.mark.timeout(600)  # to shrink a failure takes longer than to find none
def test_what_is_kept_of_visits_fits_together(salon: Salon) -> None:
    class InThisSalon(LifeInAnyOrder):
        pass

    InThisSalon.salon = salon
    run_state_machine_as_test(
        InThisSalon,
        settings=settings(
            max_examples=12,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
