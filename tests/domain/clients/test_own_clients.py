"""The clients of a master, over a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_own_client import GetOwnClient, OwnClientCard
from domain.clients.list_own_clients import PAGE_SIZE, ListOwnClients, OwnClientPage
from domain.clients.own_clients import OwnClientNotFoundError
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import STAFF, OutcomeFixture, open_outcome_fixture
from tests.support.query_log import queries_of
from tests.support.services import choice_of


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    return await open_outcome_fixture(database)


async def own_clients(
    room: OutcomeFixture,
    found: tuple[UserId, ...] | None = None,
    page: int = 0,
    *,
    by: Identity | None = None,
) -> OwnClientPage:
    """List clients, Mia's unless it is said whose."""
    service = room.database.services().get(ListOwnClients)
    return await service.execute(by or room.mia, found, page)


async def find(
    room: OutcomeFixture, text: str, limit: int = 50, *, by: Identity | None = None
) -> tuple[UserId, ...]:
    """Search for clients, Mia's unless it is said whose."""
    service = room.database.services().get(FindOwnClients)
    return await service.execute(by or room.mia, text, limit)


async def names(room: OutcomeFixture, search: str | None = None) -> list[str]:
    """Return the first names in the order of the list, of those who are found."""
    found = None if search is None else await find(room, search)
    return [client.first_name for client in (await own_clients(room, found)).clients]


async def card(
    room: OutcomeFixture, client: Identity, *, by: Identity | None = None
) -> OwnClientCard:
    """Look at one client."""
    service = room.database.services().get(GetOwnClient)
    return await service.execute(by or room.mia, client.user_id)


async def book(room: OutcomeFixture, name: str, hour: int, day: int = 0) -> Identity:
    """Let somebody new book a visit to Mia."""
    client = await room.database.meet(name)
    choice = choice_of(room.cut, master_id=room.mia_id)
    await room.database.services().book(client, room.location, choice, at(hour, day=day))
    return client


async def test_who_was_seen_last_stands_first_and_who_comes_anew_last(room: OutcomeFixture) -> None:
    await book(room, "Bob Marley", 12)
    await book(room, "Cid", 9, day=4)
    room.database.clock.moment = at(18)
    page = await own_clients(room)
    assert [client.first_name for client in page.clients] == ["Bob", "Ann", "Cid"]
    assert [client.last_at for client in page.clients] == [at(12), at(10), None]


async def test_the_day_of_the_last_visit_is_that_of_its_place(room: OutcomeFixture) -> None:
    database, mia = room.database, room.mia.user_id
    far_away = await database.open_location(timezone="Pacific/Auckland")
    cut = await database.sell(far_away)
    choice = choice_of(cut, master_id=await database.hire(far_away, cut, user_id=mia))
    await database.services().book(room.ann, far_away, choice, at(22))  # there it is ten on Tuesday
    await room.book(16, day=1)  # there it is Wednesday
    database.clock.moment = at(18, day=1)
    (ann,) = (await own_clients(room)).clients
    assert ann.last_at is not None
    assert ann.last_at.date() == at(16, day=1).date()


async def test_a_visit_that_was_missed_is_no_time_that_one_was_seen(room: OutcomeFixture) -> None:
    room.database.clock.moment = at(10)
    await room.mark(room.mia, Mark.MISSED)
    (ann,) = (await own_clients(room)).clients
    assert ann.last_at is None


async def test_those_of_other_masters_and_of_visits_that_fell_through_are_not_listed(
    room: OutcomeFixture,
) -> None:
    tom = await room.database.hire(room.location, room.cut, name="Tom")
    bob = await room.database.meet("Bob")
    choice = choice_of(room.cut, master_id=tom)
    await room.database.services().book(bob, room.location, choice, at(10))
    await room.database.services().cancel(room.ann, room.visit)
    assert await names(room) == []
    for client in (bob, room.ann, room.kim):
        with pytest.raises(OwnClientNotFoundError):
            await card(room, client)


async def test_who_has_not_been_here_for_years_is_not_listed(room: OutcomeFixture) -> None:
    room.database.clock.moment = at(10) + timedelta(days=730)
    assert await names(room) == ["Ann"]
    room.database.clock.moment = at(11) + timedelta(days=730)
    assert await names(room) == []


async def test_a_part_of_the_first_name_finds_whatever_its_case(room: OutcomeFixture) -> None:
    await book(room, "Анна Каренина", 12)
    await book(room, "Bjo\u0308rn", 13)
    for search, found in {
        "нн": ["Анна"],
        "АННА": ["Анна"],
        "bJÖ": ["Bjo\u0308rn"],
        " ann ": ["Ann"],
        "карен": [],  # nobody learns of more than the first name
        ".": [],
        "(": [],
        "%": [],
        "ann\x00": ["Ann"],
        "": [],
    }.items():
        assert sorted(await names(room, search)) == found
    assert sorted(await names(room)) == ["Ann", "Bjo\u0308rn", "Анна"]


async def test_those_found_are_the_last_seen_and_no_more_than_wanted(room: OutcomeFixture) -> None:
    anton = await book(room, "Anton", 12)
    room.database.clock.moment = at(18)
    assert await find(room, "an") == (anton.user_id, room.ann.user_id)
    assert await find(room, "an", limit=1) == (anton.user_id,)


async def test_of_those_found_only_ones_own_clients_are_listed(room: OutcomeFixture) -> None:
    bob = await room.database.meet("Bob")
    page = await own_clients(room, (bob.user_id, room.ann.user_id))
    assert [client.user_id for client in page.clients] == [room.ann.user_id]
    assert (await own_clients(room, ())).clients == ()


async def test_the_list_is_paged(room: OutcomeFixture) -> None:
    for number in range(PAGE_SIZE):
        await book(room, f"C{number}", 9 + number % 8, day=1 + number // 8)
    for asked, shown, count in ((0, 0, PAGE_SIZE), (1, 1, 1), (99, 1, 1), (-5, 0, PAGE_SIZE)):
        page = await own_clients(room, page=asked)
        assert (page.page, page.pages, len(page.clients)) == (shown, 2, count)


async def test_a_card_counts_the_visits_with_me_and_shows_the_last_and_the_next(
    room: OutcomeFixture,
) -> None:
    database = room.database
    others = [await room.book(hour, day=1) for hour in range(9, 15)]
    coming = await room.book(15, day=4)
    tom = await database.hire(room.location, room.cut, name="Tom")
    choice = choice_of(room.cut, master_id=tom)
    with_tom = await database.services().book(room.ann, room.location, choice, at(16, day=1))
    database.clock.moment = at(17, day=1)
    for visit in (*others, with_tom):
        await database.change(tables.bookings, visit, status=BookingStatus.COMPLETED)
    await room.mark(room.mia, Mark.MISSED)
    ann = await card(room, room.ann)
    assert (ann.first_name, ann.kept, ann.missed) == ("Ann", 6, 1)
    assert [visit.booking_id for visit in ann.last_visits] == others[:0:-1]
    assert ann.next_visit is not None
    assert ann.next_visit.booking_id == coming
    assert ann.next_visit.start_at == at(15, day=4)


async def test_the_phone_is_shown_where_the_location_says_so(room: OutcomeFixture) -> None:
    await room.database.change(tables.users, room.ann.user_id, phone="+4930123")
    assert (await card(room, room.ann)).phone == "+4930123"
    await room.database.change_policies(room.location, masters_see_phones=False)
    assert (await card(room, room.ann)).phone is None
    leader = replace(room.mia, roles=STAFF | {Role.ADMIN})
    assert (await card(room, room.ann, by=leader)).phone == "+4930123"


async def test_masters_alone_have_clients(room: OutcomeFixture) -> None:
    for stranger in (room.ann, room.kim):
        with pytest.raises(RoleMissingError):
            await own_clients(room, by=stranger)
        with pytest.raises(RoleMissingError):
            await find(room, "ann", by=stranger)
        with pytest.raises(RoleMissingError):
            await card(room, room.ann, by=stranger)
    nobody = replace(room.kim, roles=STAFF)  # a role that was lost a moment ago
    assert (await own_clients(room, by=nobody)).clients == ()
    assert await find(room, "ann", by=nobody) == ()
    with pytest.raises(OwnClientNotFoundError):
        await card(room, room.ann, by=nobody)


@pytest.mark.parametrize("clients", [1, 6])
async def test_the_number_of_clients_costs_no_more_queries(
    room: OutcomeFixture, clients: int
) -> None:
    for number in range(clients):
        await book(room, f"C{number}", 11 + number)
    with queries_of(room.database.engine) as queries:
        await own_clients(room)
    assert len(queries) == 3  # workplaces, count, page
    with queries_of(room.database.engine) as queries:
        await find(room, "c")
    assert len(queries) == 2  # workplaces, clients
    with queries_of(room.database.engine) as queries:
        await card(room, room.ann)
    assert len(queries) == 4  # workplaces, relation, last visits, next one
