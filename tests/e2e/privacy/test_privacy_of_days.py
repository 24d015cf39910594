"""The evening's question, marks and digests leave nobody's name or phone in the log."""

from bot.callbacks.visit_card import CorrectVisit, MarkVisit
from bot.ui.catalogues import Catalogues
from domain.outcomes.ask_outcomes import AskOutcomes
from domain.visit.outcomes import Mark
from infra.db import tables
from infra.db.tables import policy_sets
from tests.e2e.reports.test_digest import pictures, tell
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, master
from tests.e2e.support.walks import book, tap
from tests.support.database import at

MARK = "Zauberwort"
PHONE = "+4915112345678"


async def test_what_became_of_visits_leaves_no_personal_trace(
    scene: Scene, catalogues: Catalogues
) -> None:
    mia, kim = await master(scene, scene.salon.mia, MARK), await admin(scene, MARK)
    anna = await scene.welcome(MARK)
    await scene.database.execute(
        tables.users.update().where(tables.users.c.telegram_id == anna.id).values(phone=PHONE)
    )
    await scene.database.execute(tables.masters.update().values(name=MARK))
    await scene.database.execute(policy_sets.update().values(digest_told_on=at(9).date()))
    await book(anna, at(10, day=1), scene.salon.haircut, master_id=scene.salon.mia)
    scene.clock.moment = at(20, day=1)
    async with scene.bot.container() as scope:
        assert await (await scope.get(AskOutcomes)).execute() == 1
    await scene.bot.deliver()
    assert MARK in mia.screen.text

    await tap(mia, MarkVisit(booking_id=1, mark=Mark.MISSED))
    await kim.send("/visit 1")
    await tap(kim, CorrectVisit(booking_id=1, mark=Mark.CASH))
    scene.clock.moment = at(9, day=2)
    await tell(scene, catalogues)
    await kim.send("/digest week")

    assert len([text for text in pictures(kim) if MARK in text]) == 2
    for secret in (MARK, MARK.lower(), PHONE, scene.simulator.token):
        assert secret not in scene.log.text
    assert scene.log.of("notice_sent")
    assert not scene.log.of("update_failed")
