from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.booking import AddNote, ConfirmBooking, DropNote
from bot.fsm.booking import BookingState
from bot.handlers.booking.confirm_view import render_confirm
from bot.handlers.booking.note_view import render_note
from bot.ui.screen import ButtonStyle, Screen
from domain.schedule.model import PolicySet
from tests.bot.support.salon import BERLIN, Salon
from tests.support.reading import button, buttons_of, localizer, text_of

SALON = Salon()


def confirm(salon: Salon = SALON, *, services: int = 2, note: str = "") -> Screen:
    draft = salon.draft(BookingState.CONFIRM, services)
    return render_confirm(salon.preview(services), draft, note, localizer("de"))


def test_card_shows_everything_that_is_agreed_to() -> None:
    assert text_of(confirm(note="Bitte ohne Musik")) == (
        "🧾 Stimmt alles so?\n\n"
        "📅 Freitag, 27. November 2026\n"
        "🕒 10:00 – 11:30 · 1 Std. 30 Min.\n\n"
        "10:00 · Haircut 0 · Anna 0 · 35\xa0€\n"
        "10:45 · Haircut 1 · Anna 1 · 35\xa0€\n\n"
        "💳 Preis: 70\xa0€\n"
        "📍 Salon Sonne, Hauptstraße 5, Berlin\n"
        "📝 Bitte ohne Musik\n\n"
        "Sie können den Termin bis 24 Stunden vor Beginn absagen oder verschieben."
    )


def test_one_service_needs_no_times_or_price_of_its_own() -> None:
    assert "\n\nHaircut 0 · Anna 0\n\n" in text_of(confirm(services=1))


def test_tap_books_for_the_price_that_is_shown() -> None:
    book = buttons_of(confirm())[0]
    assert (book.tap, book.style) == (ConfirmBooking(price_minor=70_00), ButtonStyle.PRIMARY)


def test_note_can_be_added_and_once_there_changed_or_removed() -> None:
    assert [button.tap for button in buttons_of(confirm())][1:] == [AddNote()]
    with_note = confirm(note="Bitte ohne Musik")
    assert [button.tap for button in buttons_of(with_note)][1:] == [AddNote(), DropNote()]


def test_note_of_blanks_is_none() -> None:
    assert "📝" not in text_of(confirm(note=" \n"))
    assert DropNote() not in [button.tap for button in buttons_of(confirm(note=" \n"))]


@pytest.mark.parametrize(
    ("cancel_minutes", "move_minutes", "sentence"),
    [
        (0, 0, "bis zum Beginn"),
        (90, 90, "bis 1 Stunde 30 Minuten vor Beginn"),
        (3 * 24 * 60, 3 * 24 * 60, "bis 3 Tage vor Beginn"),
        (24 * 60, 120, "bis 24 Stunden vor Beginn, verschieben bis 2 Stunden vorher"),
    ],
)
def test_rule_of_the_house_is_one_sentence(
    cancel_minutes: int, move_minutes: int, sentence: str
) -> None:
    policies = PolicySet(cancel_lock_minutes=cancel_minutes, reschedule_lock_minutes=move_minutes)
    assert sentence in text_of(confirm(Salon(policies=policies)))


def test_own_time_stands_on_the_card() -> None:
    draft = SALON.draft(BookingState.CONFIRM)
    screen = render_confirm(SALON.preview(), draft, "", localizer("de", ZoneInfo("Asia/Tokyo")))
    assert "🌐 Ihre Zeit (Tokio): 18:00 – 19:30" in text_of(screen)


def test_length_of_a_visit_is_real_time_when_clocks_change() -> None:
    before, after = (datetime(2026, 10, 25, hour, 30, tzinfo=BERLIN) for hour in (1, 3))
    item = replace(SALON.items(1)[0], start_at=before, end_at=after)
    preview = replace(SALON.preview(1), items=(item,))
    screen = render_confirm(preview, SALON.draft(BookingState.CONFIRM, 1), "", localizer("de"))
    assert "🕒 01:30 – 03:30 · 3 Std.\n" in text_of(screen)


def test_telegram_shows_the_start_in_the_time_of_the_readers_phone() -> None:
    assert f'unix="{int(SALON.at(10).timestamp())}">10:00</tg-time>' in confirm().text


def test_move_is_worded_as_a_move_and_asks_for_no_note_or_price() -> None:
    draft = SALON.draft(BookingState.CONFIRM, is_move=True)
    screen = render_confirm(SALON.preview(), draft, "left from before", localizer("de"))
    assert "verschieben?" in text_of(screen)
    assert "€" not in text_of(screen)
    assert "left from before" not in text_of(screen)
    assert [button.tap for button in buttons_of(screen)] == [ConfirmBooking(price_minor=70_00)]
    assert button(screen, "Verschieben auf Fr., 27. Nov., 10:00").style is ButtonStyle.PRIMARY


def test_note_is_asked_for_with_its_limit() -> None:
    assert "500" in text_of(render_note(localizer()))
