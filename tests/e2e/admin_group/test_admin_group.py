"""The admins' group: connected in a word, told what happens, and closed to everybody else."""

import pytest

from bot.callbacks.visit_card import ProposeTimeTap, ShowVisitInGroup
from demo.simulator import FailureKind, Group, Person
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from infra.db import tables
from tests.e2e.proposals.test_offers import hire
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import UNKNOWN_COMMAND
from tests.e2e.support.walks import book, data_of
from tests.support.database import at

PHONE = "+49301234567"
SHOWN_PHONE = "+49 30 1234567"
CONNECTED = "This group is connected"
ADMINS_ONLY = "for our admins only"


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin."""
    return await hire(scene, "Kim")


@pytest.fixture
async def mallory(scene: Scene) -> Person:
    """A member of the group who is nobody's admin."""
    return await scene.welcome("Mallory")


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client, whose phone number we know."""
    anna = await scene.welcome()
    users = tables.users
    await scene.database.execute(
        users.update().where(users.c.telegram_id == anna.id).values(phone=PHONE)
    )
    return anna


@pytest.fixture
def group(scene: Scene, kim: Person, mallory: Person) -> Group:
    return scene.simulator.add_group(title="Admins", members=[kim, mallory])


@pytest.fixture
async def told(scene: Scene, kim: Person, anna: Person, group: Group) -> Group:
    """The connected group, which was told of Anna's visit."""
    await kim.send("/connect", chat=group)
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.bot.deliver()
    assert "New visit" in group.newest.text
    return group


async def later(scene: Scene) -> None:
    """Let the minute pass in which news are gathered."""
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()


async def test_a_connected_group_is_told_of_visits_in_place_of_each_admin(
    kim: Person, told: Group
) -> None:
    assert CONNECTED in told.from_bot[0].text
    assert "Anna" in told.newest.text
    assert "New visit" not in "".join(message.text for message in kim.chat.from_bot)


async def test_moves_and_cancellations_are_told_there(
    scene: Scene, anna: Person, told: Group
) -> None:
    services = scene.database.services()
    visit = await services.visit(BookingId(1))
    client = Identity(visit.client_id)
    await services.move(client, visit.id, at(15, day=2))
    await later(scene)
    assert "Visit moved" in told.newest.text
    await services.cancel(client, visit.id)
    await later(scene)
    assert "Visit cancelled" in told.newest.text


async def test_phone_numbers_do_not_lie_in_the_group(told: Group) -> None:
    assert SHOWN_PHONE not in told.transcript()


async def test_an_admin_who_taps_sees_the_client_alone(
    scene: Scene, kim: Person, mallory: Person, told: Group
) -> None:
    (data,) = data_of(ShowVisitInGroup, told.newest)
    await kim.tap(data, chat=told)
    assert SHOWN_PHONE in kim.window(told).newest.text
    assert SHOWN_PHONE not in mallory.window(told).transcript()


async def test_from_there_the_admin_goes_on_in_private(kim: Person, told: Group) -> None:
    (data,) = data_of(ShowVisitInGroup, told.newest)
    await kim.tap(data, chat=told)
    shown = kim.window(told).newest
    assert "Visit 1 · booked" in shown.text
    assert "?start=visit_1" in f"{shown.rows}"
    await kim.start("visit_1")
    assert "Visit 1 · booked" in kim.screen.text
    assert data_of(ProposeTimeTap, kim.screen)


async def test_the_link_to_a_visit_of_the_staff_shows_a_client_nothing(
    anna: Person, told: Group
) -> None:
    await anna.start("visit_1")
    assert "Visit 1" not in anna.screen.text


@pytest.mark.parametrize("command", ["/connect", "/disconnect"])
async def test_in_private_an_admin_is_told_to_write_it_in_the_group(
    kim: Person, anna: Person, command: str
) -> None:
    await kim.send(command)
    assert f"write {command} in the group" in kim.screen.text
    await anna.send(command)
    assert UNKNOWN_COMMAND in anna.screen.text


async def test_a_number_of_no_visit_is_explained_to_the_staff(kim: Person) -> None:
    await kim.send("/visit 99999")
    assert "There is no visit with this number" in kim.screen.text


async def test_where_telegram_knows_no_such_messages_an_alert_tells_it(
    scene: Scene, kim: Person, mallory: Person, told: Group
) -> None:
    (data,) = data_of(ShowVisitInGroup, told.newest)
    scene.simulator.fail("editEphemeralMessageText", FailureKind.SERVER_ERROR)
    await kim.tap(data, chat=told)
    assert SHOWN_PHONE in kim.notices[-1].text
    assert kim.notices[-1].alert
    assert SHOWN_PHONE not in "".join(message.text for message in mallory.window(told).messages)


@pytest.mark.parametrize("booking_id", [1, 2, 10**12])
async def test_a_stranger_who_taps_is_answered_politely_and_learns_nothing(
    mallory: Person, told: Group, booking_id: int
) -> None:
    message = told.newest
    await mallory.tap_data(
        ShowVisitInGroup(booking_id=booking_id).pack(), message=message, chat=told
    )
    assert ADMINS_ONLY in mallory.notices[-1].text
    assert SHOWN_PHONE not in mallory.window(told).transcript()


@pytest.mark.parametrize("data", ["", "gvisit:", "gvisit:0", "gvisit:x", "svisit:1", "💥" * 16])
async def test_other_taps_in_the_group_are_answered_and_do_nothing(
    kim: Person, told: Group, data: str
) -> None:
    await kim.tap_data(data, message=told.newest, chat=told)
    assert "no longer valid" in kim.notices[-1].text


async def test_a_visit_that_is_not_there_is_told_in_an_alert(kim: Person, told: Group) -> None:
    await kim.tap_data(ShowVisitInGroup(booking_id=99).pack(), message=told.newest, chat=told)
    assert "no such visit" in kim.notices[-1].text


@pytest.mark.parametrize("command", ["/connect", "/disconnect"])
async def test_nobody_but_an_admin_connects_or_disconnects(
    scene: Scene, mallory: Person, told: Group, command: str
) -> None:
    await mallory.send(command, chat=told)
    assert ADMINS_ONLY in told.newest.text
    groups = await scene.database.rows(tables.admin_groups.select())
    assert [row.chat_id for row in groups] == [told.id]


async def test_a_disconnected_group_is_told_no_more(
    scene: Scene, kim: Person, anna: Person, told: Group
) -> None:
    await kim.send("/disconnect", chat=told)
    assert "disconnected" in told.newest.text
    await kim.send("/disconnect@bookline_demo_bot", chat=told)
    assert "not connected" in told.newest.text
    count = len(told.from_bot)
    await book(anna, at(12, day=3), scene.salon.haircut)
    await later(scene)
    assert len(told.from_bot) == count
    assert "New visit" in "".join(message.text for message in kim.chat.from_bot)


async def test_a_group_that_the_bot_was_taken_out_of_is_forgotten(
    scene: Scene, kim: Person, anna: Person, told: Group
) -> None:
    await kim.remove_bot(told)
    assert await scene.database.rows(tables.admin_groups.select()) == []
    await book(anna, at(12, day=3), scene.salon.haircut)
    await later(scene)
    assert "New visit" in "".join(message.text for message in kim.chat.from_bot)


@pytest.mark.parametrize(
    "text", ["/connect@some_other_bot", "/start", "/visit 1", "/", "hello @bookline_demo_bot"]
)
async def test_what_is_not_meant_for_it_the_bot_leaves_alone(
    kim: Person, group: Group, text: str
) -> None:
    await kim.send(text, chat=group)
    assert group.from_bot == []


async def test_whoever_only_talks_in_the_group_is_not_registered(
    scene: Scene, kim: Person, group: Group
) -> None:
    stranger = scene.simulator.add_person(first_name="Sam")
    group.group_chat.members[stranger.id] = stranger.user
    await kim.promote_bot(group)  # it sees all that is said
    await stranger.send("Hello everybody", chat=group)
    await stranger.send("/start@bookline_demo_bot", chat=group)
    users = await scene.database.rows(tables.users.select())
    assert stranger.id not in {user.telegram_id for user in users}
    assert group.from_bot == []


async def test_a_group_with_a_new_id_stays_connected(
    scene: Scene, kim: Person, anna: Person, told: Group
) -> None:
    moved = scene.simulator.add_group(title="Admins", members=[kim])
    await kim.promote_bot(told)  # here it sees what Telegram says of the group
    await kim.post({"migrate_to_chat_id": moved.id}, chat=told)
    await book(anna, at(12, day=3), scene.salon.haircut)
    await later(scene)
    assert "New visit" in moved.newest.text
