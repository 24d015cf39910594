"""What clients do reaches the admins: one message at a time, and no phone number in a group."""

import pytest

from bot.callbacks.visits import AskCancel, CancelVisitTap, OpenVisits
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book, data_of, move, tap
from tests.support.database import at

PHONE = "+49305550123"
SHOWN_PHONE = "+49 30 5550123"


@pytest.fixture
async def boss(scene: Scene) -> Person:
    """An admin who has opened the bot."""
    boss = await scene.welcome("Boss", language="de")
    await scene.database.execute(
        tables.users.update().where(tables.users.c.telegram_id == boss.id).values(is_admin=True)
    )
    return boss


@pytest.fixture
async def anna(scene: Scene) -> Person:
    anna = await scene.welcome()
    await scene.database.execute(
        tables.users.update().where(tables.users.c.telegram_id == anna.id).values(phone=PHONE)
    )
    return anna


async def test_an_admin_is_told_of_a_visit_in_their_own_language(
    scene: Scene, boss: Person, anna: Person
) -> None:
    await book(anna, at(10, day=1), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.bot.deliver()
    told = boss.chat.newest.text
    for words in ("Neuer Termin", "5. März", "10:00", "Haircut", "Mia", "Anna", SHOWN_PHONE):
        assert words in told


async def test_a_message_of_its_own_leaves_the_admins_screen_alone(
    scene: Scene, boss: Person, anna: Person
) -> None:
    screen = boss.screen
    await book(anna, at(10, day=1), scene.salon.haircut)
    await scene.bot.deliver()
    await boss.tap_data(OpenVisits().pack(), message=screen)
    assert not boss.notices


async def test_what_happens_within_a_minute_comes_in_one_message(
    scene: Scene, boss: Person, anna: Person
) -> None:
    await book(anna, at(10, day=1), scene.salon.haircut)
    await scene.bot.deliver()
    told = len(boss.chat.from_bot)
    await move(anna, at(12, day=1))
    await scene.bot.deliver()
    await book(anna, at(15, day=1), scene.salon.massage)
    await scene.bot.deliver()
    assert len(boss.chat.from_bot) == told
    scene.clock.advance(minutes=1)
    await scene.bot.deliver()
    assert len(boss.chat.from_bot) == told + 1
    for words in ("Termin verschoben", "12:00", "Vorher", "10:00", "Neuer Termin", "15:00"):
        assert words in boss.chat.newest.text


async def test_the_group_reads_no_phone_number(scene: Scene, boss: Person, anna: Person) -> None:
    group = scene.simulator.add_group(title="Team", members=[boss])
    values = {"chat_id": group.chat.id, "connected_by": 1, "connected_at": scene.clock.now()}
    await scene.database.execute(tables.admin_groups.insert().values(values))
    await book(anna, at(10, day=1), scene.salon.haircut)
    await scene.bot.deliver()
    assert "New visit" in group.newest.text
    assert SHOWN_PHONE not in group.newest.text
    assert "Neuer Termin" not in boss.chat.transcript()


async def test_nobody_hears_of_a_visit_that_was_let_go_at_once(
    scene: Scene, boss: Person, anna: Person
) -> None:
    await book(anna, at(10, day=1), scene.salon.haircut)
    await tap(anna, AskCancel)
    await anna.tap_data(data_of(CancelVisitTap, anna.screen)[0])
    await scene.bot.deliver()
    assert "Termin abgesagt" in boss.chat.newest.text
    assert "Neuer Termin" not in boss.chat.newest.text


async def test_logs_name_the_update_that_began_it_and_nobody(
    scene: Scene, boss: Person, anna: Person
) -> None:
    await book(anna, at(10, day=1), scene.salon.haircut)
    (booked,) = {line["correlation_id"] for line in scene.log.of("update_handled")[-1:]}
    await scene.bot.deliver()
    sent = scene.log.of("notice_sent")
    assert {line["correlation_id"] for line in sent if "booking_made" in line["kinds"]} == {booked}
    assert all(line["booking_id"] == 1 for line in sent)
    for secret in (PHONE, "Anna", "Boss"):
        assert secret not in scene.log.text
