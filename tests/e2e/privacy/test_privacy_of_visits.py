"""What is told of visits leaves no name, phone or reason in the log, and no id in a chat."""

from bot.callbacks.changes import ConfirmVisit
from bot.callbacks.visit_card import ShowVisitInGroup
from bot.callbacks.visits import AskCancel, CancelVisitTap
from domain.clients.phones import shown_phone
from infra.db import tables
from tests.e2e.proposals.test_offers import hire
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

MARK = "Zauberwort"
PHONE = "+4915112345678"


async def test_reminders_notices_and_reasons_leave_no_personal_trace(scene: Scene) -> None:
    kim = await hire(scene, "Kim")
    anna = await scene.welcome(MARK)
    users = tables.users
    await scene.database.execute(
        users.update().where(users.c.telegram_id == anna.id).values(phone=PHONE)
    )
    group = scene.simulator.add_group(title=MARK, members=[kim, anna])
    await kim.send("/connect", chat=group)
    await book(anna, at(10, day=2), scene.salon.haircut)
    await scene.bot.deliver()
    (data,) = data_of(ShowVisitInGroup, group.newest)
    await kim.tap(data, chat=group)
    await anna.tap_data(data, message=group.from_bot[1], chat=group)
    scene.clock.moment = at(10, day=1)
    await scene.bot.deliver()
    await tap(anna, ConfirmVisit)
    await tap(anna, AskCancel)
    await anna.send(f"{MARK} told me not to")
    await tap(anna, CancelVisitTap)
    await scene.bot.deliver()
    await kim.send("/visit 1")
    assert MARK in kim.screen.text
    assert shown_phone(PHONE) in kim.screen.text
    for secret in (MARK, MARK.lower(), PHONE, scene.simulator.token):
        assert secret not in scene.log.text
    assert scene.log.of("notice_sent")
    assert not scene.log.of("update_failed")
