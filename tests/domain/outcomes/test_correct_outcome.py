"""What was marked by mistake is put right, with all that followed from it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.outbox.message import MessageKind
from domain.shared.identity import RoleMissingError
from domain.visit.outcomes import Mark, NoOutcomeError, TooLateToCorrectError
from domain.visit.venue import MoneyLeftError
from infra.db import tables
from tests.support.database import DatabaseFactory, at
from tests.support.outcome_fixture import OutcomeFixture, open_outcome_fixture


@pytest.fixture
async def room(database: DatabaseFactory) -> OutcomeFixture:
    """The hour of the visit has come."""
    room = await open_outcome_fixture(database)
    database.clock.moment = at(10)
    return room


async def test_who_did_not_come_after_all_paid_nothing(room: OutcomeFixture) -> None:
    await room.mark(room.mia, Mark.CASH)
    assert (await room.card(room.kim)).corrections == (Mark.MISSED,)
    assert await room.correct(room.kim, Mark.MISSED)
    assert await room.status() == "no_show"
    assert await room.payments() == [("refunded", 3000, 3000, "cash")]
    assert await room.record() == (0, 1, 0)
    assert len(await room.told(MessageKind.NO_SHOW)) == 1


async def test_who_came_after_all_paid_in_some_way(room: OutcomeFixture) -> None:
    await room.mark(room.mia, Mark.MISSED)
    assert (await room.card(room.kim)).corrections == (Mark.CASH, Mark.CARD)
    with pytest.raises(MoneyLeftError):
        await room.correct(room.kim, Mark.DONE)
    assert await room.correct(room.kim, Mark.CARD)
    assert await room.status() == "completed"
    assert await room.payments() == [("paid", 3000, 0, "card")]
    assert await room.record() == (1, 0, 1)


async def test_to_and_fro_leaves_what_was_said_last(room: OutcomeFixture) -> None:
    await room.mark(room.mia, Mark.CASH)
    for minutes, mark in enumerate((Mark.MISSED, Mark.CARD, Mark.MISSED, Mark.CASH)):
        room.database.clock.moment = at(11, minutes)
        assert await room.correct(room.kim, mark)
    assert not await room.correct(room.kim, Mark.CARD)
    paid = [payment for payment in await room.payments() if payment[0] == "paid"]
    assert paid == [("paid", 3000, 0, "cash")]
    assert await room.record() == (1, 0, 1)
    assert len(await room.told(MessageKind.NO_SHOW)) == 1
    cards = [key for key in await room.told(MessageKind.CARD_REFRESH) if "refresh" in key]
    assert len(cards) == 5


async def test_it_is_recorded_who_corrected_what(room: OutcomeFixture) -> None:
    await room.mark(room.mia, Mark.CASH)
    await room.correct(room.kim, Mark.MISSED)
    (entry,) = await room.database.rows(select(tables.audit_entries))
    assert (entry.actor_id, entry.actor_role, entry.act, entry.subject) == (
        room.kim.user_id,
        "admin",
        "outcome_corrected",
        f"booking:{room.visit}",
    )
    assert entry.before == {"status": "completed"}
    assert entry.after == {"status": "no_show", "mark": "missed"}


async def test_an_outcome_is_corrected_for_a_week_and_no_correction_makes_it_longer(
    room: OutcomeFixture,
) -> None:
    await room.mark(room.mia, Mark.CASH)
    room.database.clock.moment = at(10) + timedelta(days=7)
    assert await room.correct(room.kim, Mark.MISSED)
    room.database.clock.advance(seconds=1)
    assert (await room.card(room.kim)).corrections == ()
    with pytest.raises(TooLateToCorrectError):
        await room.correct(room.kim, Mark.CASH)
    assert await room.status() == "no_show"


async def test_only_an_admin_corrects_and_only_an_outcome(room: OutcomeFixture) -> None:
    with pytest.raises(NoOutcomeError):
        await room.correct(room.kim, Mark.CASH)
    await room.mark(room.mia, Mark.CASH)
    for staff in (room.mia, room.ann):
        with pytest.raises(RoleMissingError):
            await room.correct(staff, Mark.MISSED)
    with pytest.raises(NoOutcomeError):
        await room.correct(room.kim, Mark.ARRIVED)
    assert (await room.card(room.mia)).corrections == ()
    assert await room.status() == "completed"
