"""Clients found by part of a name or of a phone, in a real database."""

from dataclasses import replace

import pytest
from sqlalchemy import func

from domain.clients.find_clients import FindClients, FoundClient, significant_digits
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from infra.db import tables
from tests.support.database import DatabaseFactory

ADMIN = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))


async def search(database: DatabaseFactory, text: str, limit: int = 8) -> tuple[FoundClient, ...]:
    return await database.services().get(FindClients).execute(ADMIN, text, limit)


async def names(database: DatabaseFactory, text: str) -> list[str]:
    return [client.name for client in await search(database, text)]


async def meet(database: DatabaseFactory, name: str, phone: str | None = None) -> UserId:
    client = await database.meet(name)
    await database.change(tables.users, client.user_id, phone=phone)
    return client.user_id


@pytest.mark.parametrize(
    "text",
    ["анна", "АННА", "нн", "петрова анна", "Анна П", "  анна\n\tпетр  ", "анна\x00петрова"],
)
async def test_a_client_is_found_by_any_part_of_the_name_in_any_case(
    database: DatabaseFactory, text: str
) -> None:
    await meet(database, "Анна Петрова")
    await meet(database, "Борис")
    assert await names(database, text) == ["Анна Петрова"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Семён", "семен"),
        ("Семен", "СЕМЁН"),
        ("Jürgen Groß", "JÜRGEN groß"),
        ("Σωκράτης", "ΣΩΚΡΆΤΗ"),
        ("Anna 2", "anna 2"),
        ("O'Neil-Smith (new)", "o'neil-smith (NEW)"),
        ("Zoë", "Zoe\u0308"),
        ("Zoe\u0308", "ZOË"),
        ("İpek", "ipek"),
        ("ipek", "İPEK"),
        ("I\u0307pek", "ipek"),
        ("Işıl", "ışıl"),
        ("IŞIL", "ışıl"),
    ],
)
async def test_letters_of_any_alphabet_are_found_in_any_case(
    database: DatabaseFactory, name: str, text: str
) -> None:
    await meet(database, name)
    assert await names(database, text) == [name]


@pytest.mark.parametrize("text", ["a%", "a_n", "a.n", "a*", "[a]", "a\\", "^a", "a|b", "(?i)a"])
async def test_signs_mean_themselves(database: DatabaseFactory, text: str) -> None:
    await meet(database, "Ann")
    await meet(database, f"Bob {text}")
    assert await names(database, text) == [f"Bob {text}"]


@pytest.mark.parametrize("text", ["", " ", "%", "_", "+-()", "\x00", "\ud800", "👍"])
async def test_a_text_without_letter_or_digit_finds_nobody(
    database: DatabaseFactory, text: str
) -> None:
    await meet(database, "Ann 👍%_", "+49 170 1234567")
    assert await search(database, text) == ()


@pytest.mark.parametrize("stored", ["+491701234567", "+49 170 123 45 67", "0170/1234567"])
async def test_a_phone_is_found_in_any_spelling(database: DatabaseFactory, stored: str) -> None:
    await meet(database, "Ann", stored)
    await meet(database, "Bob", "+49 171 7654321")
    await meet(database, "Cleo")
    spellings = (
        "+49 170 1234567",
        "+49 (0)170 123-45-67",
        "0049 170 1234567",
        "0170 1234567",
        "1 7 0 1 2 3 4 5 6 7",
        "123 45",
        "567",
        "Ann 0170 123",
        "+49 170 1234567 ann",
    )
    assert {text: await names(database, text) for text in spellings} == {
        text: ["Ann"] for text in spellings
    }


@pytest.mark.parametrize("stored", ["+7 916 123-45-67", "89161234567"])
@pytest.mark.parametrize("text", ["+7 (916) 123 45 67", "8-916-123-45-67", "916 123"])
async def test_a_russian_phone_is_found_with_either_first_digit(
    database: DatabaseFactory, stored: str, text: str
) -> None:
    await meet(database, "Анна", stored)
    assert await names(database, text) == ["Анна"]


async def test_a_short_internal_number_is_not_found_in_every_longer_one(
    database: DatabaseFactory,
) -> None:
    await meet(database, "Ann", "123")
    assert await names(database, "+49 170 1234567") == []
    assert await names(database, "123") == ["Ann"]


async def test_name_and_phone_typed_together_must_be_of_one_client(
    database: DatabaseFactory,
) -> None:
    await meet(database, "Ann", "+491701234567")
    await meet(database, "Bob", "+491709999999")
    assert await names(database, "Bob 0170 1234567") == []


async def test_names_that_begin_so_come_first_and_the_number_is_bounded(
    database: DatabaseFactory,
) -> None:
    for name in ("Joanna", "Anna", "Banana", "anna"):
        await meet(database, name)
    assert await names(database, "ann") == ["Anna", "anna", "Joanna"]
    assert len(await search(database, "an", limit=2)) == 2


async def test_who_can_be_written_to_is_told(database: DatabaseFactory) -> None:
    chatting = await meet(database, "Ann", "+49170")
    left = await meet(database, "Anna")
    await database.change(tables.users, left, unreachable_at=func.now())
    phoned = await meet(database, "Annabel")
    await database.change(tables.users, phoned, telegram_id=None)

    assert await search(database, "ann") == (
        FoundClient(chatting, "Ann", "+49170", has_chat=True),
        FoundClient(left, "Anna", None, has_chat=False),
        FoundClient(phoned, "Annabel", None, has_chat=False),
    )


@pytest.mark.parametrize("role", [Role.CLIENT, Role.MASTER])
async def test_admins_alone_search(database: DatabaseFactory, role: Role) -> None:
    nobody = replace(ADMIN, roles=frozenset({Role.CLIENT, role}))
    with pytest.raises(RoleMissingError):
        await database.services().get(FindClients).execute(nobody, "ann")


@pytest.mark.parametrize(
    ("spelling", "digits"),
    [
        ("+49 (0)170 12", "4917012"),
        ("0170-12", "17012"),
        ("0049/170", "49170"),
        ("8 916 123-45-67", "9161234567"),
        ("+7 916 1234567", "9161234567"),
        ("+86 138 0013 8000", "8613800138000"),
        ("phone", ""),
    ],
)
def test_spellings_of_a_number_have_their_digits_in_common(spelling: str, digits: str) -> None:
    assert significant_digits(spelling) == digits
