"""A visit that runs late, as its client and the staff see it."""

from dataclasses import replace

import pytest

from bot.callbacks.changes import (
    CancelFromNotification,
    ConfirmVisit,
    MoveFromNotification,
    OpenFromNotification,
)
from bot.callbacks.delays import RunLateTap
from bot.callbacks.values import minute_of
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visits.card_view import render_visit
from bot.notifications.render import render_notification
from bot.ui.screen import ButtonStyle
from bot.ui.visit.delays import late_noted
from domain.notifications.content.contents import ChangeableContent
from domain.outbox.message import MessageKind
from domain.reminders.plan import ReminderFacts
from domain.visit.delays import Delay, DelayNotified
from domain.visit.model import BookingStatus
from tests.bot.support.delay_screens import late_card, late_for_staff, late_notice
from tests.bot.support.salon import NOW, Salon
from tests.bot.support.visit_screens import NUMBER
from tests.support.ids import ID
from tests.support.reading import buttons_of, localizer, text_of

SALON = Salon()
START = SALON.visit().starts_at


def test_a_client_is_told_how_late_we_are_and_may_stay_move_or_cancel_free() -> None:
    screen = render_notification(late_notice(SALON, 15), localizer())
    text = text_of(screen)
    assert text.startswith("⏱ We are running late")
    expected = SALON.card().visit
    late = replace(expected, late_minutes=15)
    assert (
        f"about 15 min later: at {localizer().time(late.expected_at, SALON.location.timezone)}"
        in (text)
    )
    assert "free of charge" in text
    assert [button.tap for button in buttons_of(screen)] == [
        ConfirmVisit(booking_id=ID, minute=minute_of(START)),
        MoveFromNotification(booking_id=ID),
        CancelFromNotification(booking_id=ID),
    ]


def test_on_time_after_all_asks_nothing() -> None:
    screen = render_notification(late_notice(SALON, 0), localizer())
    assert text_of(screen).startswith("🕒 On time after all\nYour visit begins as agreed, at ")
    assert [button.tap for button in buttons_of(screen)] == [OpenFromNotification(booking_id=ID)]


def test_who_is_offered_another_time_answers_on_the_card() -> None:
    screen = render_notification(
        late_notice(SALON, 5, BookingStatus.RESCHEDULE_PROPOSED), localizer()
    )
    assert [button.tap for button in buttons_of(screen)] == [OpenFromNotification(booking_id=ID)]


def test_the_clients_card_says_it_as_long_as_the_visit_is_ahead() -> None:
    line = "⏱ Running about 15 min late"
    card = late_card(SALON)
    assert line in text_of(render_visit(card, NOW, localizer()))
    assert line not in text_of(render_visit(replace(card, is_coming=False), NOW, localizer()))
    assert line not in text_of(render_visit(SALON.card(), NOW, localizer()))


def test_a_hold_says_it_and_leaves_moving_to_visits_that_stand() -> None:
    held = SALON.held()
    late = replace(held, visit=replace(held.visit, late_minutes=15))
    text = text_of(render_visit(late, NOW, localizer()))
    assert "⏱ Running about 15 min late" in text
    assert "free of charge" not in text


def test_a_reminder_says_it_too() -> None:
    visit = replace(SALON.visit(), late_minutes=15)
    content = ChangeableContent(MessageKind.REMINDER, ReminderFacts(visit.starts_at, 180), visit)
    toast = replace(late_notice(SALON), contents=(content,))
    assert "⏱ Running about 15 min late" in text_of(render_notification(toast, localizer()))


def test_the_staff_say_it_in_one_tap_and_see_what_was_said() -> None:
    screen = render_staff_visit(late_for_staff(SALON, 15), localizer())
    assert "⏱ Running about 15 min late" in text_of(screen)
    (row,) = [row for row in screen.rows if isinstance(row[0].tap, RunLateTap) and row[1:]]
    assert [button.label for button in row] == ["⏱ +5", "⏱ +10", "⏱ +15", "⏱ +30"]
    assert [button.style for button in row] == [None, None, ButtonStyle.SUCCESS, None]
    assert row[3].tap == RunLateTap(booking_id=NUMBER, delay=Delay.THIRTY)


@pytest.mark.parametrize(("late", "said"), [(0, 0), (10, 0), (0, 10)])
def test_on_time_is_offered_where_a_delay_stands(late: int, said: int) -> None:
    screen = render_staff_visit(late_for_staff(SALON, late, said=said), localizer())
    on_time = RunLateTap(booking_id=NUMBER, delay=Delay.ON_TIME)
    taps = [button.tap for button in buttons_of(screen)]
    assert (on_time in taps) == bool(late or said)


def test_who_sees_the_buttons_first_reads_what_a_tap_does() -> None:
    words = "⏱ Running late? One tap tells everybody who has to wait."
    assert words in text_of(render_staff_visit(late_for_staff(SALON, 0), localizer()))
    over = late_for_staff(SALON, 0, can_run_late=False)
    assert words not in text_of(render_staff_visit(over, localizer()))


def test_of_a_visit_that_has_begun_the_staff_read_how_much_longer_it_goes_on() -> None:
    screen = render_staff_visit(late_for_staff(SALON, 0, said=15, is_coming=False), localizer())
    assert "⏱ Goes on about 15 min longer than agreed" in text_of(screen)


def test_nothing_is_to_be_said_where_it_makes_no_sense() -> None:
    screen = render_staff_visit(late_for_staff(SALON, 10, can_run_late=False), localizer())
    assert not any(isinstance(button.tap, RunLateTap) for button in buttons_of(screen))


def test_who_said_so_reads_how_many_are_told() -> None:
    told = [
        late_noted(one, localizer())
        for one in (None, *(DelayNotified(count) for count in range(3)))
    ]
    assert [words.partition(". ")[2] or words for words in told] == [
        "That is known already: nobody is told twice.",
        "Nobody has to be told.",
        "1 client is told.",
        "2 clients are told.",
    ]


def test_who_said_so_reads_whom_to_phone_and_what_still_holds_the_visit_up() -> None:
    assert "1 of them has no chat: please phone." in late_noted(
        DelayNotified(2, to_phone=1), localizer()
    )
    assert "2 of them have no chat: please phone." in late_noted(
        DelayNotified(2, to_phone=2), localizer()
    )
    held_up = late_noted(DelayNotified(0, is_held_up=True), localizer())
    assert "still holds it up" in held_up
