"""A client shares the phone number, and finds the visits that were booked by it."""

import pytest
from sqlalchemy import select

from bot.callbacks.home import Back
from bot.callbacks.profile import ChooseNobody, ChooseSelf, OpenPhone, OpenProfile
from bot.callbacks.visits import OpenVisits
from demo.simulator import Person
from domain.clients.add_client import AddClient, NewClient
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from infra.db import tables
from tests.e2e.support import staff
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import book, tap
from tests.support.database import at
from tests.support.services import choice_of

SHARE = "📱 Share my phone number"
PHONE = "+49 170 1234567"
CONTACT = "491701234567"


async def book_by_phone(scene: Scene, name: str, hour: int) -> UserId:
    """Let an admin add a client with the number, and book a haircut."""
    kim = await staff.user_of(scene, await staff.admin(scene))
    admin = Identity(UserId(kim), frozenset({Role.CLIENT, Role.ADMIN}))
    services = scene.database.services()
    client = await services.get(AddClient).execute(
        admin, NewClient.read(f"{name} {PHONE}", ()), "en", shares_phone=True
    )
    salon = scene.salon
    choice = choice_of(salon.haircut, master_id=salon.mia)
    await scene.database.services().book(
        Identity(client), salon.location, choice, at(hour), admin=admin
    )
    return client


async def ask(person: Person) -> None:
    """Open the profile, and the question for the number."""
    await person.start()
    await tap(person, OpenProfile)
    await tap(person, OpenPhone)


async def share(person: Person) -> None:
    await ask(person)
    await person.press(SHARE, phone_number=CONTACT)


def has_share_button(person: Person) -> bool:
    """Return whether there is a button under the text field."""
    return person.private_chat.reply_keyboard is not None


@pytest.fixture
async def anna(scene: Scene) -> Person:
    return await scene.welcome()


async def test_visits_booked_by_phone_are_found_in_the_chat(scene: Scene, anna: Person) -> None:
    await book_by_phone(scene, "Anna Petrova", 10)
    await share(anna)
    assert "Visits you booked by phone are here now" in anna.screen.text
    assert f"Phone: {PHONE}" in anna.screen.text
    assert not has_share_button(anna)
    await tap(anna, Back)
    await tap(anna, OpenVisits)
    assert len([label for label in anna.screen.labels if "10:00" in label]) == 1


async def test_a_number_by_which_nobody_is_known_is_stored(scene: Scene, anna: Person) -> None:
    await share(anna)
    assert "We have your number" in anna.screen.text
    assert f"Phone: {PHONE}" in anna.screen.text


async def test_a_number_that_cannot_be_called_is_not_stored(scene: Scene, anna: Person) -> None:
    await ask(anna)
    await anna.press(SHARE, phone_number="88812345678")
    assert "cannot be called" in anna.screen.text
    rows = await scene.database.rows(select(tables.users.c.phone))
    assert [row.phone for row in rows] == [None]


async def test_leaving_takes_the_button_away(anna: Person) -> None:
    await ask(anna)
    assert has_share_button(anna)
    messages = len(anna.chat.from_bot)
    await tap(anna, Back)
    assert not has_share_button(anna)
    assert len(anna.chat.from_bot) == messages - 1
    assert "Your profile" in anna.screen.text


async def test_who_has_another_name_chooses(scene: Scene, anna: Person) -> None:
    max_ = await book_by_phone(scene, "Max Petrov", 10)
    await share(anna)
    assert anna.screen.has_button("👤 Max")
    assert "Petrov" not in anna.screen.text
    await tap(anna, ChooseNobody)
    assert "We have your number" in anna.notices[-1].text
    users = tables.users
    assert await scene.database.rows(select(users).where(users.c.id == max_))

    await share(anna)
    await tap(anna, ChooseSelf)
    assert "are here now" in anna.notices[-1].text
    assert await scene.database.rows(select(users).where(users.c.id == max_)) == []


async def test_only_the_own_contact_counts(scene: Scene, anna: Person) -> None:
    await book_by_phone(scene, "Anna Petrova", 10)
    other = await scene.welcome("Eve")
    await ask(anna)
    await anna.send_contact(CONTACT, of=other)
    assert "Only your own number counts" in anna.screen.text
    rows = await scene.database.rows(select(tables.users.c.phone))
    assert [row.phone for row in rows if row.phone] == ["+491701234567"]


async def test_after_a_booking_the_number_is_offered_once(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    assert BOOKED in anna.screen.text
    assert anna.screen.has_button(SHARE)
    await tap(anna, OpenPhone)
    await anna.press(SHARE, phone_number=CONTACT)
    assert BOOKED in anna.screen.text
    assert not anna.screen.has_button(SHARE)


async def test_a_client_without_a_name_is_shown_by_number(scene: Scene) -> None:
    nameless = await scene.welcome("\u3164")
    number = await staff.user_of(scene, nameless)
    kim = await staff.admin(scene)
    await book(nameless, at(10), scene.salon.haircut)
    await kim.start()
    await kim.send(f"/visit {(await scene.bookings())[0].id}")
    assert f"Client {number}" in kim.screen.text
