"""What admins read who act for a client, and what the client reads of it."""

from dataclasses import replace

import pytest

from bot.callbacks.book_for_client import (
    AddClientTap,
    AskCancelForClient,
    ChooseClient,
    MoveForClient,
)
from bot.callbacks.booking import OpenBooking
from bot.callbacks.changes import CancelFromNotification, MoveFromNotification
from bot.callbacks.visits import OpenVisits
from bot.errors.problem import render_problem
from bot.handlers import routes
from bot.handlers.book_for_client.book_for_client_view import render_book_for, render_book_for_card
from bot.handlers.visit_card.cancel_view import render_staff_cancel
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.notifications.render import render_notification
from bot.ui.screen import Screen
from domain.availability.policies import MaintenanceDenial
from domain.catalog.errors import ServiceNotFoundError
from domain.outbox.message import MessageKind
from domain.shared.errors import DomainError
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus
from domain.visit.policies import ClientBlockedDenial, Locks, TooLateToMoveDenial
from domain.visit.reasons import StaffReason
from tests.bot.support.book_for_client_screens import NEW, choices, found, told
from tests.bot.support.salon import DEPOSIT, Salon
from tests.bot.support.visit_screens import staff_card
from tests.support.reading import localizer

ENGLISH = localizer()
SALON = Salon()


def taps(screen: Screen) -> list[type]:
    return [type(button.tap) for row in screen.rows for button in row]


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def test_before_anything_is_typed_an_example_shows_how() -> None:
    screen = render_book_for("", (), None, ENGLISH)
    assert "<code>Anna Petrova +49 170 1234567</code>" in screen.text
    assert screen.rows == ()


def test_who_was_found_is_chosen_and_who_was_not_is_added() -> None:
    screen = render_book_for("Anna", (found(SALON),), NEW, ENGLISH)
    assert tuple(taps(screen)) == (ChooseClient, AddClientTap)
    assert labels(screen)[1] == "➕ New client: Anna · +49 30 1234567"


def test_nobody_is_added_by_a_number_alone() -> None:
    screen = render_book_for("+49 30 1", (), None, ENGLISH)
    assert "Nobody is known by this." in screen.text
    assert screen.rows == ()


@pytest.mark.parametrize(
    ("has_chat", "words"), [(True, "gets a message"), (False, "please tell them yourself")]
)
def test_the_card_tells_for_whom_it_is_and_who_tells_them(words: str, *, has_chat: bool) -> None:
    screen = render_book_for_card(
        SALON.preview(1), found(SALON, has_chat=has_chat), "", ENGLISH, is_move=False
    )
    assert "Anna" in screen.text
    assert words in screen.text


def test_who_chooses_for_a_client_reads_whose_visit_it_is_on_every_screen() -> None:
    screens = list(choices(SALON, ENGLISH))
    assert all("👤 <b>Kurt</b>" in screen.text for screen in screens)


def test_nobody_of_the_staff_is_spoken_to_as_if_they_came_themselves() -> None:
    text = "\n".join(screen.text for screen in choices(SALON, ENGLISH))
    for question in (
        "What would the client like?",
        "Who would the client like to see?",
        "Which day suits the client?",
        "Which day would you like to offer?",
        "Another time for: Haircut 0",
    ):
        assert question in text
    assert "suits you" not in text
    assert "What would you like" not in text


def test_only_who_can_change_a_visit_is_led_to_it() -> None:
    card = staff_card(SALON)
    assert MoveForClient not in taps(render_staff_visit(card, ENGLISH))
    shown = taps(render_staff_visit(replace(card, can_change=True), ENGLISH))
    assert {MoveForClient, AskCancelForClient} <= set(shown)


def test_a_hold_can_be_let_go_but_not_moved() -> None:
    card = replace(staff_card(SALON, BookingStatus.PENDING), can_change=True)
    shown = taps(render_staff_visit(card, ENGLISH))
    assert AskCancelForClient in shown
    assert MoveForClient not in shown


def test_before_a_cancel_admins_read_what_goes_back() -> None:
    card = staff_card(SALON)
    paid = replace(card, visit=replace(card.visit, paid=DEPOSIT))
    assert "goes back" in render_staff_cancel(paid, ENGLISH).text
    assert "goes back" not in render_staff_cancel(card, ENGLISH).text


def test_nobody_is_said_to_read_a_reason_who_cannot_be_written_to() -> None:
    card = staff_card(SALON)
    away = replace(card, client=replace(card.client, is_reachable=False))
    for cause in ("", "The pipe broke"):
        assert "The client reads" in render_staff_cancel(card, ENGLISH, cause=cause).text
        assert "The client reads" not in render_staff_cancel(away, ENGLISH, cause=cause).text


def test_a_client_is_told_of_a_visit_with_what_can_be_done_about_it() -> None:
    screen = render_notification(told(SALON, MessageKind.BOOKING_MADE), ENGLISH)
    assert "We have booked a visit for you" in screen.text
    assert {MoveFromNotification, CancelFromNotification} <= set(taps(screen))
    late = told(SALON, MessageKind.BOOKING_MADE, locks=Locks(TooLateToMoveDenial(60)))
    assert MoveFromNotification not in taps(render_notification(late, ENGLISH))


def test_a_client_is_told_of_a_move_with_the_time_before() -> None:
    screen = render_notification(told(SALON, MessageKind.BOOKING_MOVED), ENGLISH)
    assert "We have moved your visit" in screen.text
    assert "Before: " in screen.text


def test_a_client_is_told_why_and_what_goes_back() -> None:
    kind = MessageKind.BOOKING_CANCELLED
    screen = render_notification(told(SALON, kind, StaffReason.ILLNESS), ENGLISH)
    assert "one of us is ill" in screen.text
    assert "€10" in screen.text
    own = render_notification(told(SALON, kind, "The <b>pipe</b> broke", refund_minor=0), ENGLISH)
    assert "<blockquote>The &lt;b&gt;pipe&lt;/b&gt; broke</blockquote>" in own.text
    assert "goes back" not in own.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ClientBlockedDenial(), "This client is blocked"),
        (MaintenanceDenial("Painting"), "/maintenance off"),
        (VisitNotActiveError(), "Its card shows"),
        (ServiceNotFoundError(), "This choice cannot be booked"),
    ],
)
def test_problems_speak_to_the_admin_and_lead_to_nobodys_own_visits(
    error: DomainError, words: str
) -> None:
    screen = render_problem(
        error, ENGLISH, {**routes.errors, **routes.errors_of_admins}, for_a_client=True
    )
    assert words in screen.text
    assert not {OpenBooking, OpenVisits} & set(taps(screen))
