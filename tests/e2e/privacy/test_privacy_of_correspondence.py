"""What people write leaves no trace in the log, nor where it is not kept on purpose."""

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, text

from bot.callbacks.book_for_client import OpenBookFor
from bot.callbacks.clients import OpenOwnClient, OpenOwnClients
from bot.callbacks.correspondence import (
    AnswerClient,
    AnswerStaff,
    DropStaffNote,
    OpenStaffNote,
    WriteToClient,
)
from bot.callbacks.visit_card import OpenListedVisit, SwitchRole
from demo.simulator import FailureKind, Person
from domain.shared.identity import Role
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, master
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

MARK = "Zauberwort"
FAILING = "ALTER TABLE {} ADD CONSTRAINT none_at_all CHECK ({} = '')"


async def test_words_and_notes_leave_no_trace(scene: Scene) -> None:
    anna = await scene.welcome(MARK)
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    mia = await master(scene, scene.salon.mia, f"Mia {MARK}")
    await mia.send("/visit 1")
    await tap(mia, OpenStaffNote)
    await mia.send(f"{MARK} as a note")
    await tap(mia, OpenStaffNote)
    await tap(mia, DropStaffNote)
    await tap(mia, WriteToClient)
    await mia.send(f"{MARK} to the client")
    scene.simulator.fail("sendMessage", FailureKind.SERVER_ERROR, times=2)
    for _ in range(3):
        await scene.bot.deliver()
        scene.clock.advance(minutes=5)
    assert f"{MARK} to the client" in anna.screen.text
    await tap(anna, AnswerStaff)
    await anna.send(f"{MARK} " * 500)
    await anna.send(f"{MARK} to the staff")
    await scene.bot.deliver()
    await tap(mia, AnswerClient)
    await scene.database.execute(text(FAILING.format("visit_messages", "text") + " NOT VALID"))
    await mia.send(f"{MARK} into the void")
    await scene.database.execute(text("ALTER TABLE visit_messages DROP CONSTRAINT none_at_all"))
    assert "none_at_all" in scene.log.text
    assert scene.log.of("notice_sent")
    assert [line["booking_id"] for line in scene.log.of("note_written")] == [1]
    assert [line["booking_id"] for line in scene.log.of("note_removed")] == [1]
    written = [
        (line["booking_id"], line["is_by_client"]) for line in scene.log.of("message_written")
    ]
    assert written == [(1, False), (1, True)]
    for secret in (MARK, MARK.lower()):
        assert secret not in scene.log.text
    outbox = await scene.database.rows(select(tables.outbox_messages))
    assert not [row for row in outbox if MARK in repr(tuple(row))]


@pytest.fixture
async def searched(scene: Scene) -> Person:
    """Somebody who has a visit, and for whom the staff search."""
    anna = await scene.welcome(f"{MARK} Petrova")
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    return anna


async def kept_of(redis: Redis, person: Person) -> str:
    """Return what is remembered of somebody's dialogue."""
    return str(await redis.get(f"fsm:{person.id}:{person.id}:data"))


@pytest.mark.usefixtures("searched")
async def test_an_admins_search_leaves_no_trace(scene: Scene, redis: Redis) -> None:
    kim = await admin(scene)
    await kim.send(f"/bookings {MARK}")
    assert data_of(OpenListedVisit, kim.screen)
    await kim.send(f"{MARK} petr")
    await kim.send(f"{MARK} of whom nobody knows")
    assert "bookings" in await kept_of(redis, kim)
    assert MARK not in await kept_of(redis, kim)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await tap(kim, OpenBookFor)
    await kim.send(MARK)
    assert MARK not in scene.log.text


@pytest.mark.usefixtures("searched")
async def test_a_masters_search_leaves_no_trace(scene: Scene, redis: Redis) -> None:
    mia = await master(scene, scene.salon.mia)
    await mia.start()
    await tap(mia, SwitchRole(role=Role.MASTER))
    await tap(mia, OpenOwnClients)
    for words in (MARK, MARK.lower(), f"{MARK} Petrova +49 170 1234567"):
        await mia.send(words)
        assert data_of(OpenOwnClient, mia.screen)
    kept = (await kept_of(redis, mia)).lower()
    assert "clients" in kept
    assert MARK.lower() not in kept
    assert MARK.lower() not in scene.log.text.lower()
