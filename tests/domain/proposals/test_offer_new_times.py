"""Clients of displaced visits are asked for another time, or the staff to phone them."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.my_time.change_my_time import TimeChanged
from domain.my_time.changes import BlockChange, DaysOffChange, DaysOffLifted
from domain.my_time.ports import Displacement, DisplacementGateway
from domain.outbox.message import MessageKind
from domain.proposals.offer_new_times import OfferNewTimes
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingStatus
from infra.db import tables
from infra.db.gateways.my_time.displacements import SqlaDisplacementGateway
from tests.domain.notifications.delivery_fixture import IN_GROUP, DeliveryFixture
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.histories import assert_histories_are_paths
from tests.support.my_time_fixture import MyTimeFixture, open_my_time_fixture

WEDNESDAY = date(2030, 3, 6)
OFF = DaysOffChange(WEDNESDAY, WEDNESDAY)
MORNING = BlockChange(at(9, day=2), at(12, day=2))
TEN = at(10, day=2)


@pytest.fixture
async def books(database: DatabaseFactory) -> MyTimeFixture:
    return await open_my_time_fixture(database)


async def displace(books: MyTimeFixture, *visits: BookingId) -> TimeChanged:
    return await books.change(OFF, *visits)


async def close_but(books: MyTimeFixture, *open_masters: int) -> None:
    """Let nobody else work on any day that can be booked."""
    for master_id in {books.mia_id, books.tom_id} - set(open_masters):
        for n in range(62):
            day = NOW.date() + timedelta(days=n)
            if day != WEDNESDAY:
                await books.database.close_day(master_id, day)


class TestAsking:
    async def test_the_nearest_time_with_the_same_master_is_offered(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await books.change(MORNING, visit)
        assert await books.offer() == 1
        assert await books.offers() == [(visit, at(12, day=2), False)]
        assert await books.status(visit) == "reschedule_proposed"
        assert await books.displacements() == [(visit, TEN, True)]
        assert await books.calls() == []

    async def test_a_day_off_leads_to_the_days_after_it(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.offer()
        assert await books.offers() == [(visit, at(10, day=3), False)]
        await books.accept(books.ann, visit, at(10, day=3))
        assert await books.status(visit) == "confirmed"
        await assert_histories_are_paths(books.database)

    async def test_a_time_that_the_first_client_took_is_not_offered_to_the_second(
        self, books: MyTimeFixture
    ) -> None:
        first, second = await books.book(TEN), await books.book(at(11, day=2), books.bob)
        await books.change(BlockChange(at(9, day=2), at(11, day=2)), first)
        await books.offer()
        await books.accept(books.ann, first, at(12, day=2))
        books.database.clock.advance(minutes=1)
        await books.change(BlockChange(at(11, day=2), at(11, 30, day=2)), second)
        await books.offer()
        assert [start for _, start, _ in await books.offers()] == [at(12, day=2), at(13, day=2)]

    async def test_each_client_answers_alone(self, books: MyTimeFixture) -> None:
        first, second = await books.book(TEN), await books.book(at(15, day=2), books.bob)
        await displace(books, first, second)
        assert await books.offer() == 2
        await books.accept(books.ann, first, at(10, day=3))
        await books.keep(books.bob, second)
        assert (await books.status(first), await books.status(second)) == ("confirmed",) * 2
        assert await books.offer() == 0

    async def test_two_clients_are_asked_about_the_same_time_only_where_there_is_no_other(
        self, books: MyTimeFixture
    ) -> None:
        first, second = await books.book(TEN), await books.book(at(11, day=2), books.bob)
        await books.change(MORNING, first, second)
        await books.offer()
        assert await books.offers() == [
            (first, at(12, day=2), False),
            (second, at(13, day=2), False),
        ]

    async def test_where_the_master_has_no_time_left_anybody_may_do_it(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await close_but(books, books.tom_id)
        await books.offer()
        assert await books.offers() == [(visit, at(9, 30, day=2), True)]
        start_at = at(9, 30, day=2)
        await books.accept(books.ann, visit, start_at)
        moved = await books.database.services().visit(visit)
        assert [item.master_id for item in moved.items] == [books.tom_id]
        assert (moved.starts_at, moved.price.amount_minor) == (start_at, 3000)

    async def test_a_client_who_keeps_the_time_has_it_and_is_not_asked_again(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        changed = await displace(books, visit)
        await books.offer()
        assert not await books.keep(books.ann, visit)
        assert await books.status(visit) == "confirmed"
        assert await books.offer() == 0
        (line,) = await books.displaced(changed)
        assert (line.status, line.starts_at) == (BookingStatus.CONFIRMED, TEN)

    @pytest.mark.parametrize("is_by_admin", [False, True])
    async def test_the_history_says_as_whom_the_time_was_changed(
        self, books: MyTimeFixture, *, is_by_admin: bool
    ) -> None:
        visit = await books.book(TEN)
        await books.change(OFF, visit, staff=books.kim if is_by_admin else books.mia)
        await books.offer()
        events = tables.booking_events
        query = select(events.c.actor_role).where(events.c.to_status == "reschedule_proposed")
        assert await books.database.value(query) == ("admin" if is_by_admin else "master")

    async def test_the_question_says_that_nobody_is_there_at_the_old_time(
        self, books: MyTimeFixture
    ) -> None:
        await displace(books, await books.book(TEN))
        await books.offer()
        told = await books.told("time_proposed", "client")
        assert [message.facts["is_displaced"] for message in told] == [1]
        services = books.database.services()
        async with services.uow:
            offer = await services.proposals.get_open(BookingId(told[0].booking_id))
        assert offer is not None
        assert offer.is_displaced


class TestStandingInVain:
    async def test_who_keeps_the_time_is_to_be_phoned_and_the_master_is_told(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.offer()
        await books.keep(books.ann, visit)
        (to_admins,) = await books.told("needs_new_time")
        assert (to_admins.booking_id, to_admins.facts["why"]) == (visit, "declined")
        (to_master,) = await books.told("needs_new_time", "master")
        assert to_master.recipient_id == books.mia.user_id
        assert await books.told("proposal_declined") == []

    async def test_silence_leaves_the_visit_and_tells_the_admins_and_the_master(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.offer()
        books.database.clock.advance(days=1)
        assert await books.lapse() == 1
        assert await books.status(visit) == "confirmed"
        assert await books.offer() == 0
        told = [*await books.told("needs_new_time"), *await books.told("needs_new_time", "master")]
        assert [message.facts["why"] for message in told] == ["lapsed"] * 2
        assert await books.told("proposal_unanswered") == []

    async def test_a_master_without_a_chat_is_told_nothing(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.offer()
        await books.lose_chat(books.mia)
        await books.keep(books.ann, visit)
        assert await books.calls() == [visit]
        assert await books.told("needs_new_time", "master") == []

    async def test_a_time_that_was_given_back_is_kept_as_any_other(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.offer()
        await books.change(DaysOffLifted(WEDNESDAY, WEDNESDAY))
        assert await books.keep(books.ann, visit)
        assert await books.calls() == []
        assert len(await books.told("proposal_declined")) == 1

    async def test_nobody_is_reminded_to_come_where_nobody_is(self, books: MyTimeFixture) -> None:
        in_vain, served = await books.book(TEN), await books.book(at(10, day=3), books.bob)
        await displace(books, in_vain)
        await books.offer()
        await books.keep(books.ann, in_vain)
        office, sent = DeliveryFixture(books.database), []
        for day in (2, 3):
            books.database.clock.moment = at(9, day=day)
            sent += [content for notice in await office.deliver() for content in notice.contents]
        reminded = [one.visit.id for one in sent if one.kind == "reminder" and one.visit]
        assert set(reminded) == {served}


class TestCallingTheStaff:
    async def test_without_any_other_time(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await close_but(books)
        await books.database.close_day(books.tom_id, WEDNESDAY)
        assert await books.offer() == 1
        assert (await books.calls(), await books.offers()) == ([visit], [])
        assert await books.status(visit) == "confirmed"
        assert await books.offer() == 0

    async def test_while_the_client_is_asked_if_the_visit_begins_within_minutes(
        self, books: MyTimeFixture
    ) -> None:
        visit, later = await books.book(TEN), await books.book(at(15, day=2), books.bob)
        books.database.clock.moment = at(9, 45, day=2)
        await displace(books, visit, later)
        await books.offer()
        assert sorted(asked for asked, _, _ in await books.offers()) == [visit, later]
        (call,) = await books.told("needs_new_time")
        assert (call.booking_id, call.facts["is_soon"]) == (visit, 1)
        told = await DeliveryFixture(books.database, IN_GROUP).deliver()
        kinds = [content.kind for notice in told for content in notice.contents]
        assert kinds.count(MessageKind.NEEDS_NEW_TIME) == 1

    async def test_for_a_client_without_a_chat(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await books.lose_chat(books.ann)
        await displace(books, visit)
        await books.offer()
        assert (await books.calls(), await books.offers()) == ([visit], [])

    async def test_for_a_client_who_was_blocked_since(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.database.change(tables.users, books.ann.user_id, is_blocked=True)
        await books.offer()
        assert (await books.calls(), await books.offers()) == ([visit], [])

    async def test_where_nothing_can_be_booked_for_now(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.database.change_policies(books.location, is_in_maintenance=True)
        await books.offer()
        assert (await books.calls(), await books.offers()) == ([visit], [])

    async def test_for_a_service_that_is_no_longer_sold(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.database.change(tables.services, books.cut, is_active=False)
        await books.offer()
        assert await books.calls() == [visit]

    async def test_for_a_visit_that_has_begun_before_anybody_came_to_it(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        books.database.clock.moment = at(10, 5, day=2)
        await books.offer()
        assert await books.calls() == [visit]


class TestLeavingAlone:
    async def test_a_visit_whose_time_was_given_back_stays_as_it_is(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await displace(books, visit)
        await books.change(DaysOffLifted(WEDNESDAY, WEDNESDAY))
        assert await books.offer() == 1
        assert (await books.calls(), await books.offers()) == ([], [])
        assert await books.displacements() == [(visit, TEN, True)]

    async def test_a_visit_that_was_moved_or_cancelled_needs_nothing(
        self, books: MyTimeFixture
    ) -> None:
        moved, gone = await books.book(TEN), await books.book(at(14, day=2), books.bob)
        await displace(books, moved, gone)
        await books.database.services().move(books.ann, moved, at(11, day=4))
        await books.database.services().cancel(books.bob, gone)
        assert await books.offer() == 2
        assert (await books.calls(), await books.offers()) == ([], [])

    async def test_a_hold_waits_until_it_is_a_visit(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await books.database.turn_into_hold(visit, NOW + timedelta(minutes=10))
        await displace(books, visit)
        assert await books.offer() == 0
        await books.database.change(
            tables.bookings, visit, status=BookingStatus.CONFIRMED, hold_expires_at=None
        )
        assert await books.offer() == 1
        assert await books.offers() == [(visit, at(10, day=3), False)]

    async def test_a_hold_that_ran_out_needs_nothing(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await books.database.turn_into_hold(visit, NOW + timedelta(minutes=10))
        await displace(books, visit)
        books.database.clock.advance(minutes=11)
        await books.database.services().release_holds()
        assert await books.offer() == 1
        assert await books.offers() == []

    async def test_an_open_offer_goes_on_and_another_follows_if_it_is_declined(
        self, books: MyTimeFixture
    ) -> None:
        visit = await books.book(TEN)
        await books.change(MORNING, visit)
        await books.offer()
        books.database.clock.advance(minutes=1)
        await displace(books, visit)
        assert await books.offer() == 0
        with pytest.raises(SlotTakenError):
            await books.accept(books.ann, visit, at(12, day=2))
        await books.keep(books.ann, visit)
        assert await books.offer() == 1
        assert [start for _, start, _ in await books.offers()] == [at(12, day=2), at(10, day=3)]


class TestSeveralAndKilled:
    async def test_several_workers_ask_once(self, books: MyTimeFixture) -> None:
        first, second = await books.book(TEN), await books.book(at(15, day=2), books.bob)
        await displace(books, first, second)
        done = await asyncio.gather(*(books.offer() for _ in range(3)))
        while await books.offer():  # who was in somebody's way comes back
            pass
        assert sum(done) <= 2
        assert sorted(visit for visit, _, _ in await books.offers()) == [first, second]
        assert await books.calls() == []

    async def test_several_workers_call_the_staff_once(self, books: MyTimeFixture) -> None:
        visit = await books.book(TEN)
        await books.lose_chat(books.ann)
        await displace(books, visit)
        assert sum(await asyncio.gather(*(books.offer() for _ in range(3)))) == 1
        assert await books.calls() == [visit]

    async def test_who_dies_before_the_end_has_done_nothing_and_the_next_does_it_all(
        self, books: MyTimeFixture
    ) -> None:
        class Killed(SqlaDisplacementGateway):
            async def settle(self, *_: object) -> bool:
                raise asyncio.CancelledError

        visit = await books.book(TEN)
        await displace(books, visit)
        services = books.database.services({DisplacementGateway: Killed})
        assert await services.get(OfferNewTimes).execute() == 0
        assert (await books.offers(), await books.status(visit)) == ([], "confirmed")
        assert await books.offer() == 1
        assert len(await books.offers()) == 1

    async def test_a_defect_holds_up_no_other_client(self, books: MyTimeFixture) -> None:
        class Poisoned(SqlaDisplacementGateway):
            async def settle(self, displaced: Displacement, now: datetime) -> bool:
                if displaced.booking_id == first:
                    raise ZeroDivisionError
                return await super().settle(displaced, now)

        first, second = await books.book(TEN), await books.book(at(15, day=2), books.bob)
        await displace(books, first, second)
        services = books.database.services({DisplacementGateway: Poisoned})
        with pytest.raises(ExceptionGroup) as caught:
            await services.get(OfferNewTimes).execute()
        assert [type(defect) for defect in caught.value.exceptions] == [ZeroDivisionError]
        assert [visit for visit, _, _ in await books.offers()] == [second]
        assert await books.status(first) == "confirmed"

    async def test_who_changes_the_time_deals_with_that_change_alone(
        self, books: MyTimeFixture
    ) -> None:
        first, second = await books.book(TEN), await books.book(TEN, books.bob, books.tom_id)
        await displace(books, first)
        books.database.clock.advance(minutes=1)
        changed = await books.change(OFF, second, staff=books.tom, master_id=books.tom_id)
        service = books.database.services().get(OfferNewTimes)
        assert await service.of_change(books.tom, changed.changed_at) == 1
        assert [visit for visit, _, _ in await books.offers()] == [second]

    async def test_many_are_asked_batch_by_batch(self, books: MyTimeFixture) -> None:
        visits = []
        for number in range(12):
            client = await books.database.meet(f"Client {number}")
            master_id = books.mia_id
            visits.append(
                await books.book(at(9 + number % 6, day=2 + number // 6), client, master_id)
            )
        change = DaysOffChange(WEDNESDAY, WEDNESDAY + timedelta(days=1))
        await books.change(change, *visits)
        assert [await books.offer() for _ in range(3)] == [10, 2, 0]
        assert len(await books.offers()) == 12
