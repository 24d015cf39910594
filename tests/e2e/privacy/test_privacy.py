"""Nobody's name, phone, note or words stand in the log, nor the token of the bot."""

from sqlalchemy import text

from bot.callbacks.booking import AddNote, ConfirmBooking
from bot.callbacks.visits import AskCancel, CancelVisitTap, SendCalendarFile
from demo.simulator import FailureKind, Person
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, SORRY
from tests.e2e.support.walks import tap, to_card
from tests.support.database import at

MARK = "Zauberwort"
PHONE = "+4915112345678"


async def _tell_everything(scene: Scene) -> Person:
    """Let somebody say all that a person can say, up to the card of a visit."""
    anna = scene.simulator.add_person(
        first_name=f"{MARK}-first", last_name=f"{MARK}-last", username=f"{MARK}_name"
    )
    await anna.start()
    await anna.start(f"{MARK}-link")
    await anna.send(f"{MARK} as a text")
    await anna.send(f"/{MARK} as a command")
    await anna.send_contact(PHONE)
    await anna.send_photo(caption=f"{MARK} under a picture")
    await anna.send_document(MARK.encode(), f"{MARK}.txt")
    await anna.tap_data(f"{MARK}:tapped")
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send(f"{MARK} as a note")
    return anna


def _assert_silent(scene: Scene) -> None:
    for secret in (MARK, MARK.lower(), PHONE, scene.simulator.token):
        assert secret not in scene.log.text
    assert scene.log.of("update_handled")


async def test_a_whole_visit_leaves_no_personal_trace_in_the_log(scene: Scene) -> None:
    anna = await _tell_everything(scene)
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    await tap(anna, SendCalendarFile)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    _assert_silent(scene)


async def test_a_failing_database_leaves_no_personal_trace_in_the_log(scene: Scene) -> None:
    anna = await _tell_everything(scene)
    await scene.database.execute(
        text("ALTER TABLE bookings ADD CONSTRAINT none_at_all CHECK (note = '')")
    )
    try:
        await tap(anna, ConfirmBooking)
    finally:
        await scene.database.execute(text("ALTER TABLE bookings DROP CONSTRAINT none_at_all"))
    assert SORRY in anna.notices[-1].text
    assert "none_at_all" in scene.log.text
    _assert_silent(scene)


async def test_a_failing_telegram_leaves_no_personal_trace_in_the_log(scene: Scene) -> None:
    anna = await _tell_everything(scene)
    scene.bot.give_up_after(0.5)
    for kind in (FailureKind.SERVER_ERROR, FailureKind.NO_ANSWER, FailureKind.CUT):
        scene.simulator.fail("editMessageText", kind, times=2)
        await tap(anna, ConfirmBooking)
        scene.simulator.fail("sendMessage", kind, times=2)
        await anna.send(f"{MARK} into the void")
    assert scene.log.of("update_failed")
    _assert_silent(scene)


async def test_lines_of_one_update_share_its_code(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, ConfirmBooking)
    handled = scene.log.of("update_handled")
    codes = [line["correlation_id"] for line in handled]
    assert len(set(codes)) == len(codes)
    assert {(line["user_id"], line["role"]) for line in handled} == {(1, "client")}
    (made,) = scene.log.of("visit_made")
    assert (made["correlation_id"], made["booking_id"]) == (codes[-1], 1)


async def test_a_failing_line_to_telegram_leaves_no_token_in_the_log(scene: Scene) -> None:
    for kind in (FailureKind.CUT, FailureKind.SERVER_ERROR):
        scene.simulator.fail("getUpdates", kind)
        await scene.welcome()
    _assert_silent(scene)
