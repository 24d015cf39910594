"""What people write about visits leaves no trace in the log, nor in the outbox."""

from sqlalchemy import select, text

from bot.callbacks import AnswerClient, AnswerStaff, OpenStaffNote, WriteToClient
from demo.simulator import FailureKind
from infra.db import tables
from tests.e2e.scene import Scene
from tests.e2e.staff import master
from tests.e2e.walking import book, tap
from tests.workshop import at

MARK = "Zauberwort"
FAILING = "ALTER TABLE {} ADD CONSTRAINT none_at_all CHECK ({} = '')"


async def test_words_and_notes_leave_no_trace(scene: Scene) -> None:
    anna = await scene.welcome(MARK)
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    mia = await master(scene, scene.salon.mia, f"Mia {MARK}")
    await mia.send("/visit 1")
    await tap(mia, OpenStaffNote)
    await mia.send(f"{MARK} as a note")
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
    await scene.workshop.execute(text(FAILING.format("visit_messages", "text") + " NOT VALID"))
    await mia.send(f"{MARK} into the void")
    await scene.workshop.execute(text("ALTER TABLE visit_messages DROP CONSTRAINT none_at_all"))
    assert "none_at_all" in scene.log.text
    assert scene.log.of("notice_sent")
    for secret in (MARK, MARK.lower()):
        assert secret not in scene.log.text
    outbox = await scene.workshop.rows(select(tables.outbox_messages))
    assert not [row for row in outbox if MARK in repr(tuple(row))]
