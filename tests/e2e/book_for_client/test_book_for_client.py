"""An admin books for clients, moves and cancels their visits: who sees what, and who may."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.callbacks.book_for_client import (
    AddClientTap,
    AskCancelForClient,
    BookFor,
    CancelForClient,
    ChooseClient,
    ChooseStaffCause,
    MoveForClient,
    OpenBookFor,
)
from bot.callbacks.booking import (
    AddNote,
    ChooseDay,
    ChooseLocation,
    ChooseMaster,
    ChooseStart,
    ConfirmBooking,
    OpenBooking,
    ServicesChosenTap,
    TickService,
)
from bot.callbacks.changes import (
    CancelFromNotification,
    MoveFromNotification,
    OpenFromNotification,
    WithAnyMaster,
)
from bot.callbacks.home import Back
from bot.callbacks.payments import BookAgain
from bot.callbacks.values import minute_of
from bot.callbacks.visit_card import SwitchRole
from bot.callbacks.visits import CancelVisitTap
from demo.simulator import Person
from domain.shared.identity import Role
from domain.visit.reasons import StaffReason
from infra.db import tables
from tests.e2e.support import staff
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CANCELLED, DAYS, MENU, NO_SUCH_VISIT, STALE, TAKEN
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

STAFF_ONLY = "for our staff only"
FOR_WHOM = "For whom would you like to book?"
SERVICES_OF_CLIENT = "What would the client like?"
CARD = "Is everything right?"
START, LATER = at(10), at(15, day=1)
NEW = "Petra Meier +49 170 1234567"


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin."""
    return await staff.admin(scene)


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client with a chat."""
    return await scene.welcome()


async def to_clients(admin: Person) -> None:
    """Go from the menu to the question for whom to book."""
    await admin.start()
    if data_of(SwitchRole, admin.screen)[0] == SwitchRole(role=Role.ADMIN).pack():
        await tap(admin, SwitchRole(role=Role.ADMIN))
    await tap(admin, OpenBookFor)


async def to_card(scene: Scene, admin: Person, start_at: datetime = START) -> None:
    """Choose a haircut by Mia, up to the card."""
    await tap(admin, TickService(service_id=scene.salon.haircut, on=True))
    await tap(admin, ServicesChosenTap)
    await tap(admin, ChooseMaster(master_id=scene.salon.mia))
    await to_time(admin, start_at)


async def to_time(admin: Person, start_at: datetime) -> None:
    """Choose a day and a time."""
    await tap(admin, ChooseDay(ordinal=start_at.toordinal()))
    await tap(admin, ChooseStart(minute=minute_of(start_at)))


async def choose(admin: Person, text: str) -> None:
    """Look for a client, and take the first who is found."""
    await to_clients(admin)
    await admin.send(text)
    await tap(admin, ChooseClient)


async def book_for_anna(scene: Scene, admin: Person) -> None:
    """Book a haircut for Anna."""
    await choose(admin, "anna")
    await to_card(scene, admin)
    await tap(admin, BookFor)


def told(person: Person) -> str:
    """Return all that the bot has said to somebody."""
    return "\n".join(message.text for message in person.chat.from_bot)


async def test_a_visit_is_booked_for_somebody_new_who_phoned(scene: Scene, kim: Person) -> None:
    await to_clients(kim)
    assert FOR_WHOM in kim.screen.text
    await kim.send(NEW)
    assert "Nobody is known by this." in kim.screen.text
    await tap(kim, AddClientTap)
    assert SERVICES_OF_CLIENT in kim.screen.text
    await to_card(scene, kim)
    assert CARD in kim.screen.text
    assert "Petra Meier" in kim.screen.text
    assert "please tell them yourself" in kim.screen.text
    await tap(kim, AddNote)
    await kim.send("Wants it short")
    await tap(kim, BookFor)

    assert "Visit 1" in kim.screen.text
    assert "Petra Meier" in kim.screen.text
    assert "Wants it short" in kim.screen.text
    (booking,) = await scene.bookings()
    assert (booking.status, booking.source, booking.starts_at) == ("confirmed", "admin", START)
    messages = tables.outbox_messages
    rows = await scene.database.rows(select(messages.c.audience))
    assert [row.audience for row in rows] == ["admins"]


async def test_every_screen_says_for_which_client_it_is(scene: Scene, kim: Person) -> None:
    await to_clients(kim)
    await kim.send(NEW)
    await tap(kim, AddClientTap)
    salon, shown = scene.salon, [kim.screen.text]
    for step in (
        TickService(service_id=salon.haircut, on=True),
        ServicesChosenTap(),
        ChooseMaster(master_id=salon.mia),
        ChooseDay(ordinal=START.toordinal()),
    ):
        await tap(kim, step)
        shown.append(kim.screen.text)

    assert ["👤 Petra Meier" in text for text in shown] == [True] * 5


async def test_who_is_known_by_the_phone_is_not_added_twice(scene: Scene, kim: Person) -> None:
    await to_clients(kim)
    await kim.send(NEW)
    await tap(kim, AddClientTap)
    await to_clients(kim)
    await kim.send("Petra M. 0170 1234567")
    await tap(kim, AddClientTap)
    assert "known already" in kim.screen.text
    assert kim.screen.has_button("👤 Petra Meier · +49 170 1234567")
    await tap(kim, ChooseClient)
    assert SERVICES_OF_CLIENT in kim.screen.text
    users = tables.users
    found = await scene.database.rows(select(users).where(users.c.telegram_id.is_(None)))
    assert len(found) == 1


async def test_a_child_is_added_with_the_phone_of_the_mother(scene: Scene, kim: Person) -> None:
    await to_clients(kim)
    await kim.send(NEW)
    await tap(kim, AddClientTap)
    await to_clients(kim)
    await kim.send("Max Meier 0170 1234567")
    await tap(kim, AddClientTap)
    await kim.tap("➕ Somebody else with this number")
    assert SERVICES_OF_CLIENT in kim.screen.text
    assert "👤 Max Meier" in kim.screen.text
    await to_clients(kim)
    await kim.send("0170 1234567")
    for name in ("Petra Meier", "Max Meier"):
        assert kim.screen.has_button(f"👤 {name} · +49 170 1234567")


async def test_a_client_with_a_chat_is_told_and_moves_it_alone(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim, LATER)
    assert "The client gets a message" in kim.screen.text
    await tap(kim, BookFor)
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()

    assert "We have booked a visit for you" in anna.screen.text
    assert "New visit" in told(kim)
    await tap(anna, MoveFromNotification)
    assert DAYS in anna.screen.text
    third = at(12, day=2)
    await to_time(anna, third)
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.starts_at == third


async def test_what_was_booked_for_one_is_opened_and_cancelled_from_the_message(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await book_for_anna(scene, kim)
    await scene.bot.deliver()
    assert data_of(OpenFromNotification, anna.screen)
    await tap(anna, CancelFromNotification)
    await tap(anna, CancelVisitTap)
    assert CANCELLED in anna.screen.text


async def test_who_walks_in_is_booked_for_now(scene: Scene, kim: Person, anna: Person) -> None:
    scene.clock.moment = at(10, 7)
    await book_for_anna(scene, kim)
    (booking,) = await scene.bookings()
    assert booking.starts_at == at(10)


async def test_a_visit_is_moved_in_its_lock_window_and_the_client_told(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    scene.clock.moment = at(9, 30)
    await kim.send("/visit 1")
    await tap(kim, MoveForClient)
    assert data_of(WithAnyMaster, kim.screen)
    await to_time(kim, LATER)
    assert "Move the visit to this time?" in kim.screen.text
    assert "Anna" in kim.screen.text
    await tap(kim, BookFor)

    assert "Visit 1" in kim.screen.text
    assert "moved to Tue, Mar 5" in kim.screen.text
    assert "Kim" in kim.screen.text
    await scene.bot.deliver()
    assert "We have moved your visit" in anna.screen.text
    assert "Before: Mon, Mar 4" in anna.screen.text
    (booking,) = await scene.bookings()
    assert (booking.starts_at, booking.version) == (LATER, 2)


async def test_a_visit_is_moved_to_anybody(scene: Scene, kim: Person, anna: Person) -> None:
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    ben = await scene.welcome("Ben")
    await book(ben, LATER, scene.salon.haircut, master_id=scene.salon.mia)
    await kim.send("/visit 1")
    await tap(kim, MoveForClient)
    await tap(kim, WithAnyMaster(on=True))
    await to_time(kim, LATER)
    await tap(kim, BookFor)
    (item, _) = await scene.items()
    assert (item.master_id, item.start_at) == (scene.salon.tom, LATER)


async def test_a_visit_is_cancelled_with_a_reason_and_booked_again(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    scene.clock.moment = at(9, 30)
    await kim.send("/visit 1")
    await tap(kim, AskCancelForClient)
    assert "Cancel the visit of Anna?" in kim.screen.text
    await tap(kim, ChooseStaffCause(staff_cause=StaffReason.ILLNESS))
    await tap(kim, CancelForClient)
    assert "cancelled" in kim.screen.text
    assert "One of us is ill" in kim.screen.text
    await scene.bot.deliver()
    assert "We had to cancel your visit" in anna.screen.text
    assert "one of us is ill" in anna.screen.text
    assert (await scene.bookings())[0].status == "cancelled"
    scene.clock.moment = at(8)
    await tap(anna, BookAgain)
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text


async def test_own_words_of_a_cancel_reach_the_client_alone(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await book(anna, START, scene.salon.haircut)
    await kim.send("/visit 1")
    await tap(kim, AskCancelForClient)
    await kim.send("A <pipe> broke")
    assert "A <pipe> broke" in kim.screen.text
    await tap(kim, CancelForClient)
    await scene.bot.deliver()
    assert "A <pipe> broke" in anna.screen.text
    assert "pipe" not in scene.log.text


async def test_a_time_that_is_taken_meanwhile_leads_to_others(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim)
    ben = await scene.welcome("Ben")
    await book(ben, START, scene.salon.haircut, master_id=scene.salon.mia)
    await tap(kim, BookFor)
    assert TAKEN in kim.screen.text
    await tap(kim, ChooseStart)
    assert CARD in kim.screen.text
    await tap(kim, BookFor)
    assert [row.source for row in await scene.bookings()] == ["client", "admin"]


async def test_back_leads_through_every_screen_as_it_was(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim)
    seen = []
    while data_of(Back, kim.screen):
        seen.append(kim.screen.text.partition("\n")[0])
        await tap(kim, Back)
    assert CARD in seen[0]
    assert FOR_WHOM in seen[-1]
    await tap(kim, OpenBookFor)
    await kim.send("ann")
    assert "You wrote: ann" in kim.screen.text
    await tap(kim, ChooseClient)
    await tap(kim, Back)
    assert kim.screen.has_button("👤 Anna")


async def test_pressed_twice_it_is_one_visit(scene: Scene, kim: Person, anna: Person) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim)
    (data,) = data_of(BookFor, kim.screen)
    await kim.tap_data(data)
    await kim.tap_data(data)
    assert kim.notices[-1].text == STALE
    assert await scene.count() == 1
    await tap(kim, AskCancelForClient)
    (cancel,) = data_of(CancelForClient, kim.screen)
    await kim.tap_data(cancel)
    await kim.tap_data(cancel)
    assert [notice.text for notice in kim.notices[-2:]] == ["The visit is cancelled."] * 2
    await scene.bot.deliver()
    assert told(anna).count("We had to cancel your visit") == 1


async def test_nothing_is_booked_for_a_blocked_client(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim)
    user_id = await staff.user_of(scene, anna)
    await scene.database.change(tables.users, user_id, is_blocked=True)
    await tap(kim, BookFor)
    assert "This client is blocked" in kim.screen.text
    assert not data_of(OpenBooking, kim.screen)
    assert await scene.count() == 0


async def test_maintenance_stops_admins_in_clear_words(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await choose(kim, "anna")
    await to_card(scene, kim)
    await scene.change_policies(is_in_maintenance=True, maintenance_text="Painting")
    await tap(kim, BookFor)
    assert "Maintenance is on" in kim.screen.text
    assert await scene.count() == 0


async def test_a_client_forges_the_taps_of_admins_in_vain(scene: Scene, anna: Person) -> None:
    ben = await scene.welcome("Ben")
    await book(ben, START, scene.salon.haircut)
    for forged in (
        OpenBookFor(),
        ChooseClient(client_id=1),
        AddClientTap(),
        BookFor(price_minor=3000),
        MoveForClient(booking_id=1),
        AskCancelForClient(booking_id=1),
        ChooseStaffCause(staff_cause=StaffReason.CLOSED),
        CancelForClient(booking_id=1),
    ):
        await anna.start()
        await anna.tap_data(forged.pack())
        assert not data_of(ChooseClient, anna.screen)
        assert not data_of(CancelForClient, anna.screen)
    (booking,) = await scene.bookings()
    assert (booking.status, booking.starts_at) == ("confirmed", START)


async def test_a_master_neither_moves_nor_cancels(scene: Scene, anna: Person) -> None:
    mia = await staff.master(scene, scene.salon.mia)
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    await mia.send("/visit 1")
    assert not data_of(MoveForClient, mia.screen)
    for forged in (MoveForClient(booking_id=1), AskCancelForClient(booking_id=1)):
        await mia.send("/visit 1")
        await mia.tap_data(forged.pack())
        assert "can no longer be changed" in mia.screen.text
    assert (await scene.bookings())[0].status == "confirmed"


@pytest.mark.parametrize("steps", range(3))
async def test_who_loses_the_role_on_the_way_gets_no_further(
    scene: Scene, kim: Person, anna: Person, steps: int
) -> None:
    await choose(kim, "anna")
    await tap(kim, TickService(service_id=scene.salon.haircut, on=True))
    await tap(kim, ServicesChosenTap)
    await tap(kim, ChooseMaster(master_id=scene.salon.mia))
    ahead = (
        ChooseDay(ordinal=START.toordinal()),
        ChooseStart(minute=minute_of(START)),
        BookFor(price_minor=3000),
    )
    for step in ahead[:steps]:
        await tap(kim, step)
    await staff.make_admin(scene, kim, is_admin=False)
    await tap(kim, ahead[steps])
    assert STAFF_ONLY in kim.screen.text or STAFF_ONLY in kim.notices[-1].text
    assert await scene.count() == 0


async def test_a_dismissed_admin_cancels_nothing(scene: Scene, kim: Person, anna: Person) -> None:
    await book(anna, START, scene.salon.haircut)
    await kim.send("/visit 1")
    await tap(kim, AskCancelForClient)
    await staff.make_admin(scene, kim, is_admin=False)
    await tap(kim, CancelForClient)
    assert MENU in kim.screen.text
    assert (await scene.bookings())[0].status == "confirmed"


async def test_strangers_get_nothing_from_what_a_client_was_told(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await book_for_anna(scene, kim)
    await scene.bot.deliver()
    (move,), (cancel,) = (
        data_of(MoveFromNotification, anna.screen),
        data_of(CancelFromNotification, anna.screen),
    )
    mallory = await scene.welcome("Mallory")
    for data in (move, cancel):
        await mallory.tap_data(data)
        assert NO_SUCH_VISIT in mallory.screen.text


async def test_where_there_are_several_locations_one_is_chosen_for_the_client(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await scene.database.open_location(name="Salon Mond")
    await choose(kim, "anna")
    await tap(kim, ChooseLocation(location_id=scene.salon.location))
    await to_card(scene, kim)
    await tap(kim, BookFor)
    (booking,) = await scene.bookings()
    assert booking.client_id == await staff.user_of(scene, anna)
