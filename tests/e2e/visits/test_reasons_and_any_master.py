"""Why a visit is cancelled, and moving a visit to anybody."""

import pytest

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking
from bot.callbacks.changes import ChooseCause, WithAnyMaster
from bot.callbacks.values import minute_of
from bot.callbacks.visits import AskCancel, CancelVisitTap, MoveVisit
from demo.simulator import Person
from domain.shared.ids import BookingId
from domain.visit.reasons import MAX_REASON_LENGTH, CancelReason
from infra.db import tables
from tests.e2e.proposals.test_offers import hire
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import CANCELLED
from tests.e2e.support.walks import book, data_of, tap, to_visit
from tests.support.database import at


async def reason_of(scene: Scene) -> str:
    """Return the reason of the one cancelled visit."""
    events = tables.booking_events
    (row,) = await scene.database.rows(events.select().where(events.c.to_status == "cancelled"))
    return str(row.reason)


@pytest.fixture
async def asked(scene: Scene, anna: Person) -> Person:
    """Anna, before the question whether her visit is really to be cancelled."""
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, AskCancel)
    return anna


async def test_a_visit_is_cancelled_without_a_reason(scene: Scene, asked: Person) -> None:
    await tap(asked, CancelVisitTap)
    assert CANCELLED in asked.screen.text
    assert await reason_of(scene) == ""


async def test_a_ready_reason_is_chosen_changed_and_kept(scene: Scene, asked: Person) -> None:
    await tap(asked, ChooseCause(cause=CancelReason.UNWELL))
    assert asked.screen.has_button("✓ I am not well")
    await tap(asked, ChooseCause(cause=CancelReason.OTHER_PLANS))
    await tap(asked, CancelVisitTap)
    assert await reason_of(scene) == CancelReason.OTHER_PLANS


async def test_a_reason_is_taken_back(scene: Scene, asked: Person) -> None:
    await tap(asked, ChooseCause(cause=CancelReason.UNWELL))
    await tap(asked, ChooseCause(cause=None))
    await tap(asked, CancelVisitTap)
    assert await reason_of(scene) == ""


async def test_ones_own_words_are_kept_and_shown_to_the_staff(scene: Scene, asked: Person) -> None:
    await asked.send("The <b>dog</b> ate\nmy shoes")
    assert "The <b>dog</b> ate my shoes" in asked.screen.text
    await tap(asked, CancelVisitTap)
    assert await reason_of(scene) == "The <b>dog</b> ate my shoes"
    kim = await hire(scene, "Kim")
    await kim.send("/visit 1")
    assert "cancelled · client · The <b>dog</b> ate my shoes" in kim.screen.text


async def test_words_that_are_too_long_are_refused(scene: Scene, asked: Person) -> None:
    await asked.send("x" * (MAX_REASON_LENGTH + 1))
    assert f"{MAX_REASON_LENGTH} characters" in asked.screen.text
    await tap(asked, CancelVisitTap)
    assert await reason_of(scene) == ""


async def test_words_for_one_visit_are_not_those_for_the_next(scene: Scene, asked: Person) -> None:
    await asked.send("Never again")
    await to_visit(asked, BookingId(1))
    await tap(asked, AskCancel)
    assert "Never again" not in asked.screen.text


@pytest.mark.parametrize("data", ["why:nonsense", "why", "why:unwell:x"])
async def test_a_forged_reason_is_no_reason(scene: Scene, asked: Person, data: str) -> None:
    await asked.tap_data(data)
    await tap(asked, CancelVisitTap)
    assert await reason_of(scene) == ""


async def test_a_visit_is_moved_to_anybody(scene: Scene, anna: Person) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    ben = await scene.welcome("Ben")
    await book(ben, at(15, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, MoveVisit)
    await tap(anna, WithAnyMaster(on=True))
    assert anna.screen.has_button("✓ With anybody")
    await tap(anna, ChooseDay(ordinal=at(15, day=2).toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(at(15, day=2))))
    await tap(anna, ConfirmBooking)
    items = await scene.items()
    assert [(item.start_at, item.master_id) for item in items] == [
        (at(15, day=2), scene.salon.tom),
        (at(15, day=2), scene.salon.mia),
    ]


async def test_with_ones_own_master_again_is_a_second_tap_away(scene: Scene, anna: Person) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, MoveVisit)
    await tap(anna, WithAnyMaster(on=True))
    await tap(anna, WithAnyMaster(on=False))
    await tap(anna, ChooseDay(ordinal=at(15, day=2).toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(at(15, day=2))))
    await tap(anna, ConfirmBooking)
    (item,) = await scene.items()
    assert item.master_id == scene.salon.mia


async def test_a_visit_whose_master_is_gone_is_offered_with_anybody(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await scene.database.change(tables.masters, scene.salon.mia, is_active=False)
    await tap(anna, MoveVisit)
    assert "takes no bookings" in anna.screen.text
    await tap(anna, WithAnyMaster)
    assert data_of(ChooseDay, anna.screen)
