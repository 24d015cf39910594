"""Clients who phone or walk in, written down in a real database."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domain.clients.add_client import (
    AddClient,
    ClientKnownError,
    ClientUnreadableError,
    NameUnclearError,
    NewClient,
    PhoneInvalidError,
)
from domain.clients.find_clients import FindClients, FoundClient
from domain.clients.get_client import ClientNotFoundError, GetClient
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from domain.visit.policies import ClientBlockedDenial
from infra.db.tables import audit_entries, users
from tests.support.database import DatabaseFactory


@pytest.fixture
async def kim(database: DatabaseFactory) -> Identity:
    return replace(await database.meet("Kim"), roles=frozenset({Role.CLIENT, Role.ADMIN}))


async def add(
    database: DatabaseFactory, admin: Identity, text: str, *, shares_phone: bool = False
) -> UserId:
    """Write somebody down, over a connection of one's own."""
    services = database.services()
    service = services.get(AddClient)
    new = NewClient.read(text, ["DE"])
    return await service.execute(admin, new, "de", shares_phone=shares_phone)


async def get(database: DatabaseFactory, admin: Identity, client_id: UserId) -> FoundClient:
    services = database.services()
    return await services.get(GetClient).execute(admin, client_id)


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("Anna Petrova +49 170 1234567", "Anna Petrova", "+491701234567"),
        ("Anna Petrova", "Anna Petrova", None),
        ("Anna, 0170/123-45-67", "Anna", "+491701234567"),
        ("Anna +49 (0)170 1234567", "Anna", "+491701234567"),
        ("Anna (030) 123456", "Anna", "+4930123456"),
        ("Anna 0049 170 1234567", "Anna", "+491701234567"),
        ("\u202eAnna\u200b 0170 1234567", "Anna", "+491701234567"),
        ("Anna ٠١٧٠ ١٢٣٤٥٦٧", "Anna", "+491701234567"),
        ("Anna ＋４９ 170 1234567", "Anna", "+491701234567"),
        ("  Анна\nПетрова  +7 (912) 345-67-89 ", "Анна Петрова", "+79123456789"),
    ],
)
def test_a_name_and_a_phone_are_read(text: str, name: str, phone: str | None) -> None:
    assert NewClient.read(text, ["DE"]) == NewClient(name, phone)


@pytest.mark.parametrize(
    "text",
    [
        "+49 170 1234567 Anna, calls in the evening",
        "Anna 0170 1234567 – call after 18:00",
        "Anna Petrova 0170 1234567 evenings only",
        "Anna 5pm 0170 1234567",
        "Anna, ruft abends an",
        "0170 1234567 Anna Beck nur vormittags",
        "Анна +7 912 345-67-89, звонить вечером",
        "Анна Петрова после обеда или вечером +7 912 345-67-89",
    ],
)
def test_words_beside_the_name_are_asked_about(text: str) -> None:
    with pytest.raises(NameUnclearError):
        NewClient.read(text, ["DE"])


@pytest.mark.parametrize(
    "name",
    [
        "Freitag",
        "Anna Freitag",
        "anna freitag",
        "April May",
        "Petrova, Anna",
        "Anna 2",
        "Jean-Luc",
        "Maria von und zu Abend",
        "Anna (Beck)",
        "Anna von der Mühle",
    ],
)
def test_names_that_look_like_times_are_names(name: str) -> None:
    assert NewClient.read(f"{name} +49 170 1234567", ["DE"]) == NewClient(name, "+491701234567")


@pytest.mark.parametrize("text", ["", "+49 170 1234567", "A" * 65, "… !", "\u3164\u2800"])
def test_what_names_nobody_is_refused(text: str) -> None:
    with pytest.raises(ClientUnreadableError):
        NewClient.read(text, ["DE"])


@pytest.mark.parametrize(
    "text", ["Anna 123", "Anna " + "1" * 16, "Cyd 00000000", "Anna +49 1", "Anna +1 212 555 0100 0"]
)
def test_a_number_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(PhoneInvalidError):
        NewClient.read(text, ["DE"])


async def test_a_client_is_added_without_a_chat(database: DatabaseFactory, kim: Identity) -> None:
    anna = await add(database, kim, "Anna Petrova +49 170 1234567")

    assert await get(database, kim, anna) == FoundClient(
        anna, "Anna Petrova", "+491701234567", has_chat=False
    )
    (row,) = await database.rows(select(users).where(users.c.id == anna))
    assert (row.telegram_id, row.language) == (None, "de")
    (entry,) = await database.rows(select(audit_entries))
    assert (entry.actor_id, entry.act, entry.subject) == (
        kim.user_id,
        "client_added",
        f"user:{anna}",
    )


async def test_a_phone_that_somebody_has_leads_to_them(
    database: DatabaseFactory, kim: Identity
) -> None:
    anna = await add(database, kim, "Anna +49 170 1234567")
    with pytest.raises(ClientKnownError) as known:
        await add(database, kim, "Anne 0170 1234567")
    assert [client.user_id for client in known.value.clients] == [anna]


async def test_a_child_is_added_with_the_phone_of_the_mother(
    database: DatabaseFactory, kim: Identity
) -> None:
    await database.open_location()
    olga = await add(database, kim, "Olga Petrova +49 170 1234567")
    max_ = await add(database, kim, "Max Petrov +49 170 1234567", shares_phone=True)

    assert (await get(database, kim, olga)).name == "Olga Petrova"
    found = await database.services().get(FindClients).execute(kim, "0170 1234567")
    assert {client.user_id for client in found} == {olga, max_}
    with pytest.raises(ClientKnownError) as known:
        await add(database, kim, "Eva +49 170 1234567")
    assert [client.user_id for client in known.value.clients] == [olga, max_]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1701234567", "Anne 0170 1234567"),
        ("89123456780", "Anne +7 912 345-67-80"),
    ],
)
async def test_a_phone_that_somebody_has_as_it_was_written_leads_to_them(
    database: DatabaseFactory, kim: Identity, written: str, text: str
) -> None:
    anna = await add(database, kim, "Anna")
    await database.change(users, anna, phone_as_written=written)
    with pytest.raises(ClientKnownError) as known:
        await add(database, kim, text)
    assert [client.user_id for client in known.value.clients] == [anna]


async def test_a_phone_leads_first_to_its_owner_then_to_who_has_it_as_written(
    database: DatabaseFactory, kim: Identity
) -> None:
    await database.change(users, kim.user_id, phone_as_written="0170 1234567")
    anna = await database.meet("Anna")
    await database.change(users, anna.user_id, phone="+491701234567")
    with pytest.raises(ClientKnownError) as known:
        await add(database, kim, "Anne 0170 1234567")
    assert [client.user_id for client in known.value.clients] == [anna.user_id, kim.user_id]


async def test_numbers_that_end_alike_are_of_two_people(
    database: DatabaseFactory, kim: Identity
) -> None:
    berlin = await add(database, kim, "Anna +49 30 1234567")
    hamburg = await add(database, kim, "Anna +49 40 1234567")
    assert berlin != hamburg


async def test_the_database_has_the_last_word_on_what_a_number_is(
    database: DatabaseFactory, kim: Identity
) -> None:
    with pytest.raises(IntegrityError):
        await database.change(users, kim.user_id, phone="0170 1234567")


async def test_namesakes_without_a_phone_are_two(database: DatabaseFactory, kim: Identity) -> None:
    assert await add(database, kim, "Anna") != await add(database, kim, "Anna")


async def test_of_two_who_add_one_phone_one_adds_it(
    database: DatabaseFactory, kim: Identity
) -> None:
    results = await asyncio.gather(
        *(add(database, kim, f"{name} +49 170 1234567") for name in ("Anna", "Anne")),
        return_exceptions=True,
    )
    assert len([result for result in results if isinstance(result, ClientKnownError)]) == 1


async def test_only_admins_add_and_read_clients(database: DatabaseFactory, kim: Identity) -> None:
    anna = await database.meet()
    for attempt in (add(database, anna, "Ben"), get(database, anna, kim.user_id)):
        with pytest.raises(RoleMissingError):
            await attempt


async def test_no_booking_is_begun_for_a_blocked_client(
    database: DatabaseFactory, kim: Identity
) -> None:
    eve = await database.meet("Eve", is_blocked=True)
    services = database.services()
    service = services.get(GetClient)
    with pytest.raises(ClientBlockedDenial):
        await service.for_booking(kim, eve.user_id)
    assert (await service.execute(kim, eve.user_id)).name == "Eve"


async def test_nobody_is_found_where_there_is_nobody(
    database: DatabaseFactory, kim: Identity
) -> None:
    with pytest.raises(ClientNotFoundError):
        await get(database, kim, UserId(10**12))
