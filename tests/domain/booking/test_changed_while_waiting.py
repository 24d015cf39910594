"""A visit is changed while somebody else, who has looked at it, waits for it: they look again.

Each writes on a connection of their own. The first stops with everything written, before its
commit, until the second waits for it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.shared.errors import RetryableError
from domain.visit.errors import SameTimeError, VisitNotActiveError
from domain.visit.model import BookingStatus
from domain.visit.proposals import Proposal, ProposalOverError
from infra.db.tables import booking_events
from tests.domain.proposals.test_offers import Shop
from tests.support.database import DatabaseFactory, at
from tests.support.services import Services
from tests.support.waiting import TIMEOUT_S

OLD, OFFERED, ELSEWHERE, LATER = at(10, day=2), at(15, day=3), at(12, day=4), at(14, day=1)

Action = Callable[[Services], Coroutine[Any, Any, object]]


class Meeting:
    """Two who want something of Ann's visit at the same moment."""

    def __init__(self, shop: Shop, patch: pytest.MonkeyPatch) -> None:
        self.shop = shop
        self._patch = patch

    def cancel(self, services: Services) -> Coroutine[Any, Any, None]:
        return services.cancel(self.shop.ann, self.shop.visit)

    def move(self, services: Services) -> Coroutine[Any, Any, None]:
        return services.move(self.shop.ann, self.shop.visit, ELSEWHERE)

    def move_later(self, services: Services) -> Coroutine[Any, Any, None]:
        return services.move(self.shop.ann, self.shop.visit, LATER)

    def offer(self, services: Services) -> Coroutine[Any, Any, None]:
        request = ProposeTimeRequest(self.shop.kim, self.shop.visit, OFFERED)
        return services.get(ProposeTime).execute(request)

    def accept(self, services: Services) -> Coroutine[Any, Any, None]:
        request = AcceptProposalRequest(self.shop.ann, self.shop.visit, OFFERED)
        return services.get(AcceptProposal).execute(request)

    async def decline(self, services: Services) -> None:
        await services.get(DeclineProposal).execute(self.shop.ann, self.shop.visit)

    async def silence(self, services: Services) -> bool:
        return await services.get(DeclineProposal).after_silence(await self.open_offer())

    async def open_offer(self) -> Proposal:
        services = self.shop.database.services()
        async with services.uow:
            offer = await services.proposals.get_open(self.shop.visit)
        assert offer is not None
        return offer

    async def of(self, first: Action, second: Action) -> object:
        """Let the second wait for the first; return what came of it, if only an exception."""
        services = self.shop.database.services()
        return await self._stopped(services, services.uow, "commit", first, second)

    async def once_checked(self, first: Action, second: Action) -> object:
        """Let the second come when the first has looked again, and is about to write."""
        services = self.shop.database.services()
        return await self._stopped(services, services.bookings, "replace_items", first, second)

    async def _stopped(
        self, services: Services, owner: object, step: str, first: Action, second: Action
    ) -> object:
        is_there, may_go_on = asyncio.Event(), asyncio.Event()
        go_on = getattr(owner, step)

        async def stop(*arguments: object) -> object:
            is_there.set()
            await may_go_on.wait()
            return await go_on(*arguments)

        self._patch.setattr(owner, step, stop)
        async with asyncio.timeout(TIMEOUT_S), asyncio.TaskGroup() as tasks:
            winner = tasks.create_task(first(services))
            await is_there.wait()
            loser = tasks.create_task(_outcome(second(self.shop.database.services())))
            await self.shop.database.until_somebody_waits()
            may_go_on.set()
        assert winner.result() in {None, True}
        return loser.result()

    async def history(self) -> list[str]:
        return [status for status, _ in await self.shop.history()]


async def _outcome(act: Coroutine[Any, Any, object]) -> object:
    results = await asyncio.gather(act, return_exceptions=True)
    return results[0]


@pytest.fixture
async def meeting(database: DatabaseFactory, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    return Meeting(await Shop(database).furnish(), monkeypatch)


async def test_a_visit_that_is_being_cancelled_is_not_moved(meeting: Meeting) -> None:
    outcome = await meeting.of(meeting.cancel, meeting.move)
    assert isinstance(outcome, VisitNotActiveError)
    assert await meeting.shop.status() == BookingStatus.CANCELLED
    assert await meeting.shop.start() == OLD
    assert await meeting.shop.waiting() == ["booking_cancelled"]


async def test_a_visit_is_moved_to_the_same_time_once(meeting: Meeting) -> None:
    outcome = await meeting.of(meeting.move, meeting.move)
    assert isinstance(outcome, SameTimeError)
    assert await meeting.history() == [BookingStatus.CONFIRMED]


async def test_a_second_move_begins_where_the_first_ended(meeting: Meeting) -> None:
    assert await meeting.of(meeting.move, meeting.move_later) is None
    assert await meeting.shop.start() == LATER
    (reason,) = (await meeting.shop.database.rows(_reasons(meeting)))[-1]
    assert ELSEWHERE.isoformat() in reason


@pytest.mark.parametrize("change", [Meeting.cancel, Meeting.move])
async def test_upon_a_visit_that_is_being_changed_nothing_is_offered(
    meeting: Meeting, change: Callable[[Meeting, Services], Coroutine[Any, Any, None]]
) -> None:
    outcome = await meeting.of(lambda services: change(meeting, services), meeting.offer)
    assert isinstance(outcome, RetryableError)
    assert BookingStatus.RESCHEDULE_PROPOSED not in await meeting.history()
    assert "time_proposed" not in await meeting.shop.waiting()


@pytest.mark.parametrize("change", [Meeting.cancel, Meeting.decline, Meeting.move])
async def test_an_offer_that_is_just_ending_is_not_accepted(
    meeting: Meeting, change: Callable[[Meeting, Services], Coroutine[Any, Any, None]]
) -> None:
    await meeting.shop.offer(OFFERED)
    outcome = await meeting.of(lambda services: change(meeting, services), meeting.accept)
    assert isinstance(outcome, ProposalOverError)
    assert await meeting.shop.start() != OFFERED


@pytest.mark.parametrize("change", [Meeting.cancel, Meeting.decline, Meeting.silence])
async def test_from_the_second_look_of_who_accepts_the_visit_is_theirs(
    meeting: Meeting, change: Callable[[Meeting, Services], Coroutine[Any, Any, object]]
) -> None:
    await meeting.shop.offer(OFFERED)
    await meeting.once_checked(meeting.accept, lambda services: change(meeting, services))
    assert await meeting.shop.start() == OFFERED
    assert (await meeting.history())[:2] == ["reschedule_proposed", "confirmed"]


@pytest.mark.parametrize("change", [Meeting.accept, Meeting.cancel, Meeting.move])
async def test_an_offer_that_is_just_ending_is_not_declined(
    meeting: Meeting, change: Callable[[Meeting, Services], Coroutine[Any, Any, None]]
) -> None:
    await meeting.shop.offer(OFFERED)
    outcome = await meeting.of(lambda services: change(meeting, services), meeting.decline)
    assert isinstance(outcome, ProposalOverError)
    assert len(await meeting.history()) == 2


@pytest.mark.parametrize("change", [Meeting.accept, Meeting.cancel, Meeting.decline])
async def test_an_answer_that_is_just_being_given_ends_the_silence(
    meeting: Meeting, change: Callable[[Meeting, Services], Coroutine[Any, Any, None]]
) -> None:
    await meeting.shop.offer(OFFERED)
    assert await meeting.of(lambda services: change(meeting, services), meeting.silence) is False
    assert "proposal_unanswered" not in await meeting.shop.waiting()


async def test_silence_about_an_offer_does_not_end_the_one_after_it(meeting: Meeting) -> None:
    await meeting.shop.offer(OFFERED)
    first = await meeting.open_offer()
    await meeting.shop.decline()
    await meeting.shop.offer(LATER)
    assert not await meeting.shop.database.services().get(DeclineProposal).after_silence(first)
    assert await meeting.shop.status() == BookingStatus.RESCHEDULE_PROPOSED
    await meeting.shop.accept(LATER)


def _reasons(meeting: Meeting) -> Any:
    events = booking_events.c
    query = select(events.reason).where(events.booking_id == meeting.shop.visit)
    return query.order_by(events.id)
