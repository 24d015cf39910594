from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.booking import OpenBooking
from bot.callbacks.changes import ChooseCause
from bot.callbacks.home import Page
from bot.callbacks.payments import BookAgain
from bot.callbacks.visits import (
    AskCancel,
    CancelVisitTap,
    MoveVisit,
    OpenVisit,
    SendCalendarFile,
    ShowVisits,
)
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.handlers.visits.list_view import render_visits
from bot.ui.screen import ButtonStyle, Screen
from domain.visit.card import VisitCard
from domain.visit.model import OCCUPYING, BookingStatus
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from domain.visit.reasons import CancelReason
from domain.visit_queries.list_visits import VisitPage
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()


def card(status: BookingStatus, *, is_coming: bool) -> Screen:
    return render_visit(SALON.card(status, is_coming=is_coming), NOW, localizer())


def taps_of(screen: Screen) -> list[object]:
    return [button.tap for button in buttons_of(screen) if button.tap]


def test_coming_visit_can_be_put_into_the_calendar_moved_and_cancelled() -> None:
    screen = card(BookingStatus.CONFIRMED, is_coming=True)
    assert text_of(screen).startswith("✅ You are booked")
    assert taps_of(screen) == [
        SendCalendarFile(booking_id=ID),
        MoveVisit(booking_id=ID),
        AskCancel(booking_id=ID),
    ]
    assert button(screen, "Cancel").style is ButtonStyle.DANGER


def test_directions_lead_to_the_address_which_can_be_copied() -> None:
    screen = card(BookingStatus.CONFIRMED, is_coming=True)
    url = urlsplit(button(screen, "Directions").url or "")
    assert (url.hostname, url.path) == ("www.openstreetmap.org", "/search")
    assert parse_qs(url.query) == {"query": ["Hauptstraße 5, Berlin"]}
    assert button(screen, "Copy the address").copy_text == "Hauptstraße 5, Berlin"


def test_without_an_address_there_are_no_directions() -> None:
    visit = replace(SALON.visit(), location=replace(SALON.location, address=" "))
    screen = render_visit(VisitCard(visit, is_coming=True), NOW, localizer())
    assert "Directions" not in " ".join(labels_of(screen))
    assert "📍 Salon Sonne\n" in text_of(screen) + "\n"


@pytest.mark.parametrize("status", BookingStatus)
def test_nothing_can_be_changed_about_a_visit_that_is_not_coming(status: BookingStatus) -> None:
    taps = taps_of(card(status, is_coming=False))
    assert not any(isinstance(tap, MoveVisit | AskCancel) for tap in taps)


def test_every_status_has_its_own_heading() -> None:
    coming = {text_of(card(s, is_coming=True)).partition("\n")[0] for s in OCCUPYING}
    over = {text_of(card(s, is_coming=False)).partition("\n")[0] for s in BookingStatus}
    assert len(coming | over) == len(OCCUPYING) + len(BookingStatus)


def test_only_a_confirmed_visit_can_be_moved() -> None:
    proposed = card(BookingStatus.RESCHEDULE_PROPOSED, is_coming=True)
    assert taps_of(proposed) == [AskCancel(booking_id=ID)]


def test_cancelled_visit_can_be_booked_again_and_taken_out_of_the_calendar() -> None:
    screen = card(BookingStatus.CANCELLED, is_coming=False)
    assert taps_of(screen) == [BookAgain(booking_id=ID), SendCalendarFile(booking_id=ID)]


def test_what_it_is_too_late_for_is_not_offered_and_explained() -> None:
    locked = replace(SALON.card(), move_denial=TooLateToMoveDenial(48 * 60))
    screen = render_visit(locked, NOW, localizer())
    assert not any(isinstance(tap, MoveVisit) for tap in taps_of(screen))
    assert AskCancel(booking_id=ID) in taps_of(screen)
    assert "Until Wed, Nov 25, 10:00\u202fAM you could move it here." in text_of(screen)
    both = replace(locked, cancel_denial=TooLateToCancelDenial(24 * 60))
    screen = render_visit(both, NOW, localizer())
    assert not any(isinstance(tap, AskCancel | MoveVisit) for tap in taps_of(screen))
    assert "cancel it until Thu, Nov 26, 10:00\u202fAM" in text_of(screen)


def test_a_visit_whose_money_waits_says_so_in_the_list() -> None:
    visit = replace(SALON.visit(BookingStatus.EXPIRED), money_waits_until=NOW)
    screen = render_visits(VisitPage((visit,), 0, 1), False, NOW, localizer())
    assert "Your money waits: please choose another time until 10:30\u202fAM" in text_of(screen)


def test_a_past_visit_that_nobody_has_marked_was_booked() -> None:
    screen = render_visits(VisitPage((SALON.visit(),), 0, 1), True, NOW, localizer())
    assert "10:00\u202fAM · was booked" in text_of(screen)


def test_note_and_own_time_stand_on_the_card() -> None:
    screen = render_visit(SALON.card(note="No music"), NOW, localizer("de", ZoneInfo("Asia/Tokyo")))
    assert "📝 No music" in text_of(screen)
    assert "Ihre Zeit (Tokio): 18:00 – 19:30" in text_of(screen)


def test_cancelling_is_asked_about_first() -> None:
    screen = render_ask_cancel(SALON.card(), localizer("de"))
    assert "Freitag, 27. November 2026" in text_of(screen)
    yes, *causes = buttons_of(screen)
    assert [cause.tap for cause in causes] == [ChooseCause(cause=c) for c in CancelReason]
    assert (yes.tap, yes.style) == (CancelVisitTap(booking_id=ID, back_minor=0), ButtonStyle.DANGER)


def test_coming_visits_are_listed_with_a_way_to_each_and_to_the_past_ones() -> None:
    screen = render_visits(SALON.visit_page(2, page=1, pages=3), False, NOW, localizer("de"))
    assert "Fr., 27. Nov., 10:00\nHaircut 0, Haircut 1 · Anna 0, Anna 1" in text_of(screen)
    assert "Seite 2 von 3" in text_of(screen)
    assert taps_of(screen) == [
        OpenVisit(booking_id=ID),
        OpenVisit(booking_id=ID),
        Page(number=0),
        Page(number=2),
        ShowVisits(past=True),
    ]


def test_past_visits_say_what_became_of_them_and_in_which_year() -> None:
    visits = tuple(SALON.visit(s) for s in (BookingStatus.COMPLETED, BookingStatus.NO_SHOW))
    screen = render_visits(VisitPage(visits, 0, 1), True, NOW, localizer("de"))
    assert "27. Nov. 2026, 10:00 · wahrgenommen" in text_of(screen)
    assert "27. Nov. 2026, 10:00 · versäumt" in text_of(screen)
    assert taps_of(screen)[-1] == ShowVisits(past=False)


def test_no_visits_ahead_leads_to_booking_one() -> None:
    screen = render_visits(SALON.visit_page(0), False, NOW, localizer())
    assert "No visits ahead" in text_of(screen)
    assert taps_of(screen) == [OpenBooking(), ShowVisits(past=True)]


def test_no_past_visits_have_their_own_words() -> None:
    screen = render_visits(SALON.visit_page(0), True, NOW, localizer())
    assert "No past visits" in text_of(screen)
    assert taps_of(screen) == [ShowVisits(past=False)]
