"""Clients found by part of a name or of a phone, in a real database."""

from dataclasses import replace

import pytest
from sqlalchemy import func

from domain.clients.find_clients import FindClients, FoundClient, digits_of_phone
from domain.clients.phones import read_phone
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
    """Register a client with a number, one that is not E.164 as it was written before."""
    client = await database.meet(name)
    is_e164 = phone is None or read_phone(phone, ()) == phone
    column = "phone" if is_e164 else "phone_as_written"
    await database.change(tables.users, client.user_id, **{column: phone})
    return client.user_id


@pytest.fixture(autouse=True)
async def german_shop(database: DatabaseFactory) -> None:
    """Numbers without a country are German."""
    await database.open_location()


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
        ("José García", "Jose Garcia"),
        ("Anežka Nováková", "anez"),
        ("Müller, Jörg", "Muller"),
        ("Müller, Jörg", "Mueller"),
        ("Müller, Jörg", "joerg muller"),
        ("Mueller", "Müller"),
        ("Muller", "Müller"),
        ("Sean O’Connor", "O'Connor"),
        ("Sean O'Connor", "oʼconnor"),
        ("Sean O´Connor", "oconnor"),
        ("Łukasz", "Lukasz"),
        ("Алёна", "Алена"),
        ("Straße, Anna", "Strasse"),
        ("Strasse", "STRAßE"),
        ("Anna\u2011Maria Beck", "Anna-Maria"),
        ("Anna Maria", "Anna–Maria"),
        ("Anna-Maria", "anna maria"),
        ("Søren Ødegård", "soren odegard"),
        ("Søren", "soeren"),
        ("Þór Æsir", "thor aesir"),
        ("김철수", "김철"),
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


async def test_a_phone_is_found_in_any_spelling(database: DatabaseFactory) -> None:
    await meet(database, "Ann", "+491701234567")
    await meet(database, "Bob", "+491717654321")
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


@pytest.mark.parametrize("text", ["+7 (916) 123 45 67", "8-916-123-45-67", "916 123", "8 916"])
async def test_the_trunk_prefix_of_a_country_is_left_out(
    database: DatabaseFactory, text: str
) -> None:
    await database.open_location(country="RU")
    await meet(database, "Анна", "+79161234567")
    assert await names(database, text) == ["Анна"]


async def test_a_prefix_of_another_country_is_part_of_the_number(
    database: DatabaseFactory,
) -> None:
    await meet(database, "Anna", "+79161234567")
    assert await names(database, "8 916 1234567") == []


@pytest.mark.parametrize(
    ("country", "text", "phone"),
    [
        ("RU", "8 10 49 170 1234567", "+491701234567"),
        ("US", "011 49 170 1234567", "+491701234567"),
        ("BY", "8 029 123-45-67", "+375291234567"),
        ("AR", "011 15 2345-6789", "+5491123456789"),
        ("AR", "9 11 2345-6789", "+5491123456789"),
        ("AR", "11 2345-6789", "+5491123456789"),
        ("AR", "+54 11 15 2345-6789", "+5491123456789"),
        ("IT", "+39 (0)6 1234 5678", "+390612345678"),
        ("DE", "Ann 2 +49 170 1234567", "+491701234567"),
        ("DE", "Ann:0170/1234567", "+491701234567"),
    ],
)
async def test_a_number_is_found_as_it_is_read_when_a_client_is_added(
    database: DatabaseFactory, country: str, text: str, phone: str
) -> None:
    await database.open_location(country=country)
    await meet(database, "Ann 2", phone)
    assert await names(database, text) == ["Ann 2"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1701234567", "+49 170 1234567"),
        ("89123456780", "+7 912 345-67-80"),
        ("0170 1234567 (mother)", "+49 170 1234567"),
        ("0170 1234567 / 030 7654321", "0049 170 1234567"),
        ("+49 (0)170 1234567 ext. 3", "+49 170 1234567"),
    ],
)
async def test_a_number_as_it_was_written_is_found_by_its_country_code(
    database: DatabaseFactory, written: str, text: str
) -> None:
    await meet(database, "Ann", written)
    await meet(database, "Bob", "1234567")
    assert await names(database, text) == ["Ann"]


async def test_a_number_of_another_country_is_another(database: DatabaseFactory) -> None:
    await meet(database, "Ann", "+496641234567")
    assert await names(database, "+43 664 1234567") == []


async def test_a_number_as_it_was_written_before_is_found(database: DatabaseFactory) -> None:
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
    chatting = await meet(database, "Ann", "+491701234567")
    left = await meet(database, "Anna")
    await database.change(tables.users, left, unreachable_at=func.now())
    phoned = await meet(database, "Annabel")
    await database.change(tables.users, phoned, telegram_id=None)

    assert await search(database, "ann") == (
        FoundClient(chatting, "Ann", "+491701234567", has_chat=True),
        FoundClient(left, "Anna", None, has_chat=False),
        FoundClient(phoned, "Annabel", None, has_chat=False),
    )


@pytest.mark.parametrize("role", [Role.CLIENT, Role.MASTER])
async def test_admins_alone_search(database: DatabaseFactory, role: Role) -> None:
    nobody = replace(ADMIN, roles=frozenset({Role.CLIENT, role}))
    with pytest.raises(RoleMissingError):
        await database.services().get(FindClients).execute(nobody, "ann")


@pytest.mark.parametrize(
    ("text", "country", "digits"),
    [
        ("+49 (0)170 1234567", "RU", ("491701234567",)),
        ("＋４９ 170", "DE", ("49170",)),
        ("0170-12", "DE", ("017012", "17012")),
        ("0049/170", "DE", ("49170",)),
        ("8 916 123-45-67", "RU", ("89161234567", "9161234567")),
        ("8 916", "RU", ("8916", "916")),
        ("8 916", "DE", ("8916",)),
        ("+86 138 0013 8000", "DE", ("8613800138000",)),
        ("12", "DE", ()),
        ("phone", "DE", ()),
    ],
)
def test_what_is_typed_is_looked_for_as_numbers_are_stored(
    text: str, country: str, digits: tuple[str, ...]
) -> None:
    assert digits_of_phone(text, [country]) == digits


async def test_the_best_matches_are_the_same_however_many_there_are(
    database: DatabaseFactory,
) -> None:
    """The index serves the first query alone; the second one reads on where that found few."""
    for name in ("Mia Anders", "Anna", "Anton", "Cleo Ander", "Änne"):
        await meet(database, name)
    assert await names(database, "an") == ["Anna", "Anton", "Änne", "Cleo Ander", "Mia Anders"]
    assert [found.name for found in await search(database, "an", limit=2)] == ["Anna", "Anton"]


async def test_a_word_of_signs_alone_is_left_out(database: DatabaseFactory) -> None:
    await meet(database, "Anna")
    assert await names(database, "' ʹ anna - \u0301") == ["Anna"]
    assert await names(database, "ʹ") == []
