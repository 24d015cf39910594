"""Clients found by part of a name or of a phone, in a real database."""

from dataclasses import replace

import pytest
from sqlalchemy import func

from domain.clients.find_clients import FindClients, FoundClient, significant_digits
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from infra.db import tables
from infra.db.gateways.clients.find_clients import SqlaClientSearchGateway
from tests.support.database import Workshop

ADMIN = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))


async def search(workshop: Workshop, text: str, limit: int = 8) -> tuple[FoundClient, ...]:
    uow = workshop.desk().uow
    return await FindClients(uow, SqlaClientSearchGateway(uow)).execute(ADMIN, text, limit)


async def names(workshop: Workshop, text: str) -> list[str]:
    return [client.name for client in await search(workshop, text)]


async def meet(workshop: Workshop, name: str, phone: str | None = None) -> UserId:
    client = await workshop.meet(name)
    await workshop.change(tables.users, client.user_id, phone=phone)
    return client.user_id


@pytest.mark.parametrize(
    "text",
    ["анна", "АННА", "нн", "петрова анна", "Анна П", "  анна\n\tпетр  ", "анна\x00петрова"],
)
async def test_a_client_is_found_by_any_part_of_the_name_in_any_case(
    workshop: Workshop, text: str
) -> None:
    await meet(workshop, "Анна Петрова")
    await meet(workshop, "Борис")
    assert await names(workshop, text) == ["Анна Петрова"]


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
    workshop: Workshop, name: str, text: str
) -> None:
    await meet(workshop, name)
    assert await names(workshop, text) == [name]


@pytest.mark.parametrize("text", ["a%", "a_n", "a.n", "a*", "[a]", "a\\", "^a", "a|b", "(?i)a"])
async def test_signs_mean_themselves(workshop: Workshop, text: str) -> None:
    await meet(workshop, "Ann")
    await meet(workshop, f"Bob {text}")
    assert await names(workshop, text) == [f"Bob {text}"]


@pytest.mark.parametrize("text", ["", " ", "%", "_", "+-()", "\x00", "\ud800", "👍"])
async def test_a_text_without_letter_or_digit_finds_nobody(workshop: Workshop, text: str) -> None:
    await meet(workshop, "Ann 👍%_", "+49 170 1234567")
    assert await search(workshop, text) == ()


@pytest.mark.parametrize("stored", ["+491701234567", "+49 170 123 45 67", "0170/1234567"])
async def test_a_phone_is_found_in_any_spelling(workshop: Workshop, stored: str) -> None:
    await meet(workshop, "Ann", stored)
    await meet(workshop, "Bob", "+49 171 7654321")
    await meet(workshop, "Cleo")
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
    assert {text: await names(workshop, text) for text in spellings} == {
        text: ["Ann"] for text in spellings
    }


@pytest.mark.parametrize("stored", ["+7 916 123-45-67", "89161234567"])
@pytest.mark.parametrize("text", ["+7 (916) 123 45 67", "8-916-123-45-67", "916 123"])
async def test_a_russian_phone_is_found_with_either_first_digit(
    workshop: Workshop, stored: str, text: str
) -> None:
    await meet(workshop, "Анна", stored)
    assert await names(workshop, text) == ["Анна"]


async def test_a_short_internal_number_is_not_found_in_every_longer_one(workshop: Workshop) -> None:
    await meet(workshop, "Ann", "123")
    assert await names(workshop, "+49 170 1234567") == []
    assert await names(workshop, "123") == ["Ann"]


async def test_name_and_phone_typed_together_must_be_of_one_client(workshop: Workshop) -> None:
    await meet(workshop, "Ann", "+491701234567")
    await meet(workshop, "Bob", "+491709999999")
    assert await names(workshop, "Bob 0170 1234567") == []


async def test_names_that_begin_so_come_first_and_the_number_is_bounded(workshop: Workshop) -> None:
    for name in ("Joanna", "Anna", "Banana", "anna"):
        await meet(workshop, name)
    assert await names(workshop, "ann") == ["Anna", "anna", "Joanna"]
    assert len(await search(workshop, "an", limit=2)) == 2


async def test_who_can_be_written_to_is_told(workshop: Workshop) -> None:
    chatting = await meet(workshop, "Ann", "+49170")
    left = await meet(workshop, "Anna")
    await workshop.change(tables.users, left, unreachable_at=func.now())
    phoned = await meet(workshop, "Annabel")
    await workshop.change(tables.users, phoned, telegram_id=None)

    assert await search(workshop, "ann") == (
        FoundClient(chatting, "Ann", "+49170", has_chat=True),
        FoundClient(left, "Anna", None, has_chat=False),
        FoundClient(phoned, "Annabel", None, has_chat=False),
    )


@pytest.mark.parametrize("role", [Role.CLIENT, Role.MASTER])
async def test_admins_alone_search(workshop: Workshop, role: Role) -> None:
    uow = workshop.desk().uow
    nobody = replace(ADMIN, roles=frozenset({Role.CLIENT, role}))
    with pytest.raises(RoleMissingError):
        await FindClients(uow, SqlaClientSearchGateway(uow)).execute(nobody, "ann")


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
