"""Another time that the business offers: accepted, declined, taken meanwhile, unanswered."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.availability.policies import TooSoonDenial
from domain.outbox.message import Channel, MessageState
from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.schedule.model import LateReminder
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.visit.correspondence import ClientAwayDenial
from domain.visit.errors import (
    SameTimeError,
    SlotTakenError,
    VisitNotActiveError,
    VisitNotFoundError,
)
from domain.visit.model import BookingStatus
from domain.visit.proposals import ProposalOpenError, ProposalOverError
from infra.db.tables import booking_events, booking_items, bookings, outbox_messages, users
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.histories import assert_histories_are_paths
from tests.support.services import choice_of


def staff(identity: Identity, *roles: Role) -> Identity:
    return replace(identity, roles=frozenset({Role.CLIENT, *roles}))


class Shop:
    """Ann has a visit on Wednesday at ten; Kim is the admin, Mia and Tom are masters."""

    def __init__(self, database: DatabaseFactory) -> None:
        self.database = database

    async def furnish(self) -> "Shop":
        database = self.database
        self.location: LocationId = await database.open_location()
        self.cut: ServiceId = await database.sell(self.location)
        self.mia = staff(await database.meet("Mia"), Role.MASTER)
        self.tom = staff(await database.meet("Tom"), Role.MASTER)
        self.kim = staff(await database.meet("Kim"), Role.ADMIN)
        self.ann = await database.meet("Ann")
        self.mia_id: MasterId = await database.hire(
            self.location, self.cut, name="Mia", user_id=self.mia.user_id
        )
        await database.hire(self.location, self.cut, name="Tom", user_id=self.tom.user_id)
        self.visit: BookingId = await self.book(self.ann, at(10, day=2))
        return self

    async def book(self, client: Identity, start_at: datetime) -> BookingId:
        choice = choice_of(self.cut, master_id=self.mia_id)
        return await self.database.services().book(client, self.location, choice, start_at)

    async def offer(self, start_at: datetime, by: Identity | None = None) -> None:
        request = ProposeTimeRequest(by or self.kim, self.visit, start_at)
        await self.database.services().get(ProposeTime).execute(request)

    async def accept(self, start_at: datetime, client: Identity | None = None) -> None:
        request = AcceptProposalRequest(client or self.ann, self.visit, start_at)
        await self.database.services().get(AcceptProposal).execute(request)

    async def decline(self, client: Identity | None = None) -> None:
        await self.database.services().get(DeclineProposal).execute(client or self.ann, self.visit)

    async def status(self) -> str:
        return str(
            await self.database.value(select(bookings.c.status).where(bookings.c.id == self.visit))
        )

    async def start(self) -> Any:
        return await self.database.value(
            select(booking_items.c.start_at).where(booking_items.c.booking_id == self.visit)
        )

    async def waiting(self, *, but: Sequence[str] = ("booking_made", "card_refresh")) -> list[str]:
        """Return the kinds of the messages that wait, in the order in which they are due."""
        messages = outbox_messages
        rows = await self.database.rows(
            select(messages.c.kind)
            .where(messages.c.state == MessageState.WAITING, messages.c.kind.not_in(but))
            .order_by(messages.c.due_at, messages.c.id)
        )
        return [row.kind for row in rows]

    async def history(self) -> list[tuple[str, str | None]]:
        rows = await self.database.rows(
            select(booking_events.c.to_status, booking_events.c.actor_role)
            .where(booking_events.c.booking_id == self.visit)
            .order_by(booking_events.c.id)
        )
        return [(row.to_status, row.actor_role) for row in rows][2:]


@pytest.fixture
async def shop(database: DatabaseFactory, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    yield await Shop(database).furnish()
    if "status" not in request.fixturenames:  # those are written behind the program's back
        await assert_histories_are_paths(database)


class TestOffering:
    async def test_the_old_time_stays_held_and_the_new_one_is_open_to_all(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        assert await shop.status() == BookingStatus.RESCHEDULE_PROPOSED
        assert await shop.start() == at(10, day=2)
        bob = await shop.database.meet("Bob")
        with pytest.raises(SlotTakenError):
            await shop.book(bob, at(10, day=2))
        assert await shop.book(bob, at(15, day=2))

    async def test_who_cannot_be_reached_in_the_chat_is_not_asked(self, shop: Shop) -> None:
        await shop.database.change(users, shop.ann.user_id, unreachable_at=NOW)
        with pytest.raises(ClientAwayDenial):
            await shop.offer(at(15, day=2))
        assert await shop.status() == BookingStatus.CONFIRMED

    async def test_the_client_is_asked_at_once_and_once_more_and_not_reminded(
        self, shop: Shop
    ) -> None:
        await shop.offer(at(15, day=2))
        assert await shop.waiting() == ["time_proposed", "proposal_repeated"]
        (asked, again) = await shop.database.rows(
            select(outbox_messages)
            .where(
                outbox_messages.c.recipient_id == shop.ann.user_id,
                outbox_messages.c.channel == Channel.MESSAGE,
            )
            .order_by(outbox_messages.c.due_at)
        )
        assert (asked.due_at, again.due_at) == (NOW, NOW + timedelta(hours=4))
        assert asked.facts == again.facts
        assert datetime.fromisoformat(asked.facts["offered_at"]) == at(15, day=2)

    @pytest.mark.parametrize("who", ["kim", "mia"])
    async def test_an_admin_and_the_master_of_the_visit_may_offer(
        self, shop: Shop, who: str
    ) -> None:
        await shop.offer(at(15, day=2), by=getattr(shop, who))
        role = "admin" if who == "kim" else "master"
        assert (await shop.history())[-1] == ("reschedule_proposed", role)

    async def test_nobody_else_may(self, shop: Shop) -> None:
        with pytest.raises(VisitNotFoundError):
            await shop.offer(at(15, day=2), by=shop.tom)
        for client in (shop.ann, await shop.database.meet("Mallory")):
            with pytest.raises(RoleMissingError):
                await shop.offer(at(15, day=2), by=client)
        assert await shop.status() == BookingStatus.CONFIRMED

    async def test_a_time_that_is_taken_is_not_offered(self, shop: Shop) -> None:
        await shop.book(await shop.database.meet("Bob"), at(15, day=2))
        with pytest.raises(SlotTakenError) as caught:
            await shop.offer(at(15, day=2))
        assert caught.value.alternatives
        assert await shop.status() == BookingStatus.CONFIRMED

    async def test_a_time_that_overlaps_the_old_one_is_offered(self, shop: Shop) -> None:
        await shop.offer(at(10, 30, day=2))
        assert await shop.status() == BookingStatus.RESCHEDULE_PROPOSED

    @pytest.mark.parametrize(
        ("start_at", "error"),
        [
            (at(10, day=2), SameTimeError),
            (at(7), TooSoonDenial),
            (at(3, day=2), SlotTakenError),
            (at(10, day=-3), TooSoonDenial),
        ],
    )
    async def test_a_time_that_nobody_could_book_is_not_offered(
        self, shop: Shop, start_at: datetime, error: type[DomainError]
    ) -> None:
        with pytest.raises(error):
            await shop.offer(start_at)
        assert await shop.waiting() == ["reminder", "reminder"]

    async def test_one_offer_waits_at_a_time(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        with pytest.raises(ProposalOpenError):
            await shop.offer(at(16, day=2))

    async def test_of_two_at_the_same_moment_one_is_made(self, shop: Shop) -> None:
        results = await asyncio.gather(
            shop.offer(at(15, day=2)),
            shop.offer(at(14, day=2), by=shop.mia),
            return_exceptions=True,
        )
        assert sorted(result is None for result in results) == [False, True]
        assert len(await shop.history()) == 1

    @pytest.mark.parametrize("status", ["cancelled", "completed", "no_show"])
    async def test_for_a_visit_that_does_not_stand_nothing_is_offered(
        self, shop: Shop, status: str
    ) -> None:
        await shop.database.change(bookings, shop.visit, status=status)
        with pytest.raises(VisitNotActiveError):
            await shop.offer(at(15, day=2))


class TestAccepting:
    async def test_the_visit_moves_at_its_old_price_and_the_admins_are_told(
        self, shop: Shop
    ) -> None:
        await shop.offer(at(15, day=3))
        await shop.accept(at(15, day=3))
        visit = await shop.database.services().visit(shop.visit)
        assert (visit.status, visit.version) == (BookingStatus.CONFIRMED, 2)
        assert (visit.starts_at, visit.price.amount_minor) == (at(15, day=3), 3000)
        assert await shop.waiting() == ["proposal_accepted", "reminder", "reminder"]
        assert await shop.history() == [
            ("reschedule_proposed", "admin"),
            ("confirmed", "client"),
        ]

    async def test_the_old_time_becomes_free(self, shop: Shop) -> None:
        await shop.offer(at(15, day=3))
        await shop.accept(at(15, day=3))
        assert await shop.book(await shop.database.meet("Bob"), at(10, day=2))

    async def test_a_time_taken_meanwhile_leaves_the_offer_open_with_alternatives(
        self, shop: Shop
    ) -> None:
        await shop.offer(at(15, day=2))
        await shop.book(await shop.database.meet("Bob"), at(15, day=2))
        with pytest.raises(SlotTakenError) as caught:
            await shop.accept(at(15, day=2))
        assert caught.value.alternatives
        assert await shop.status() == BookingStatus.RESCHEDULE_PROPOSED
        assert await shop.start() == at(10, day=2)

    async def test_only_the_client_accepts_and_only_what_was_offered(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        for stranger in (shop.kim, await shop.database.meet("Mallory")):
            with pytest.raises(VisitNotFoundError):
                await shop.accept(at(15, day=2), stranger)
        with pytest.raises(ProposalOverError):
            await shop.accept(at(14, day=2))
        assert await shop.start() == at(10, day=2)

    async def test_twice_is_once(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        results = await asyncio.gather(
            *(shop.accept(at(15, day=2)) for _ in range(3)), return_exceptions=True
        )
        assert sum(result is None for result in results) == 1
        assert (await shop.database.services().visit(shop.visit)).version == 2


class TestDeclining:
    async def test_the_visit_stays_and_is_reminded_of_again(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        await shop.decline()
        assert await shop.status() == BookingStatus.CONFIRMED
        assert await shop.start() == at(10, day=2)
        assert await shop.waiting() == ["proposal_declined", "reminder", "reminder"]

    async def test_nothing_is_to_be_declined_without_an_offer_or_by_somebody_else(
        self, shop: Shop
    ) -> None:
        with pytest.raises(ProposalOverError):
            await shop.decline()
        await shop.offer(at(15, day=2))
        with pytest.raises(VisitNotFoundError):
            await shop.decline(await shop.database.meet("Mallory"))
        await shop.decline()
        with pytest.raises(ProposalOverError):
            await shop.accept(at(15, day=2))

    async def test_accepting_and_declining_at_once_has_one_outcome(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        results = await asyncio.gather(
            shop.accept(at(15, day=2)), shop.decline(), return_exceptions=True
        )
        assert sum(result is None for result in results) == 1
        assert await shop.status() == BookingStatus.CONFIRMED


class TestAnotherWay:
    async def test_inside_the_lock_window_the_client_may_take_a_third_time(
        self, shop: Shop
    ) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = at(9, 30, day=2)
        await shop.database.services().move(shop.ann, shop.visit, at(12, day=3))
        assert await shop.status() == BookingStatus.CONFIRMED
        assert await shop.start() == at(12, day=3)
        with pytest.raises(ProposalOverError):
            await shop.accept(at(15, day=2))

    async def test_or_cancel_and_may_be_offered_nothing_more(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = at(9, 30, day=2)
        await shop.database.services().cancel(shop.ann, shop.visit, "no_time")
        assert await shop.status() == BookingStatus.CANCELLED
        assert await shop.waiting() == ["booking_cancelled"]
        (reason,) = await shop.database.rows(
            select(booking_events.c.reason).where(booking_events.c.to_status == "cancelled")
        )
        assert reason == ("no_time",)

    async def test_the_card_shows_the_offer_and_locks_nothing(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = at(9, 30, day=2)
        card = await shop.database.services().card(shop.ann, shop.visit)
        assert card.proposal is not None
        assert card.proposal.start_at == at(15, day=2)
        assert (card.move_denial, card.cancel_denial) == (None, None)


class TestSilence:
    async def test_an_offer_ends_at_its_time_even_where_no_worker_has_come_by(
        self, shop: Shop
    ) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = NOW + timedelta(hours=24)
        with pytest.raises(ProposalOverError):
            await shop.accept(at(15, day=2))

    async def test_the_old_time_stays_and_the_admins_are_told(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = NOW + timedelta(hours=23)
        assert await shop.database.services().get(ExpireProposals).execute() == 0
        shop.database.clock.moment = NOW + timedelta(hours=24)
        assert await shop.database.services().get(ExpireProposals).execute() == 1
        assert await shop.status() == BookingStatus.CONFIRMED
        assert await shop.start() == at(10, day=2)
        assert (await shop.history())[-1] == ("confirmed", None)
        assert await shop.waiting() == ["proposal_unanswered", "reminder", "reminder"]
        with pytest.raises(ProposalOverError):
            await shop.accept(at(15, day=2))

    async def test_a_reminder_that_the_offer_held_up_is_sent_when_it_ends(self, shop: Shop) -> None:
        await shop.database.change_policies(shop.location, late_reminder=LateReminder.SKIP)
        shop.database.clock.moment = at(9, day=1)
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = at(9, day=2)
        assert await shop.database.services().get(ExpireProposals).execute() == 1
        assert await shop.waiting() == ["proposal_unanswered", "reminder"]

    async def test_several_workers_end_an_offer_once(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        shop.database.clock.moment = at(9, 30, day=2)
        ended = await asyncio.gather(
            *(shop.database.services().get(ExpireProposals).execute() for _ in range(3))
        )
        assert sum(ended) == 1
        assert len(await shop.history()) == 2

    async def test_another_offer_may_follow(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        await shop.decline()
        await shop.offer(at(14, day=2))
        await shop.accept(at(14, day=2))
        assert await shop.start() == at(14, day=2)

    async def test_an_answer_ends_the_silence(self, shop: Shop) -> None:
        await shop.offer(at(15, day=2))
        await shop.accept(at(15, day=2))
        shop.database.clock.moment = at(12, day=2)
        assert await shop.database.services().get(ExpireProposals).execute() == 0
