import pytest

from bot.callbacks.booking import ChooseMasterAgain, ChooseStart, OpenBooking, TakeAlternative
from bot.callbacks.changes import WithAnyMaster
from bot.callbacks.home import Again
from bot.callbacks.values import minute_of
from bot.callbacks.visits import OpenVisits
from bot.errors.problem import render_problem
from bot.handlers import routes
from bot.ui.screen import Screen
from domain.availability.policies import MaintenanceDenial, TooSoonDenial
from domain.booking.confirm_attendance import OtherTimeError
from domain.catalog.errors import (
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceSwitchedOffError,
)
from domain.payments.errors import (
    HoldOverError,
    NothingToRefundError,
    PaymentFailedError,
    PaymentNotFoundError,
)
from domain.shared.errors import DomainError, RetryableError
from domain.visit.errors import SlotTakenError, VisitNotActiveError
from domain.visit.policies import TooManyVisitsDenial
from domain.visit.proposals import ProposalOverError
from tests.bot.support.salon import DAY, Salon
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()
STARTS = (SALON.at(9), SALON.at(17, 30))


def problem(error: DomainError, price: int | None = None) -> Screen:
    return render_problem(error, localizer("de"), routes.errors, seen_price_minor=price)


def test_time_that_was_taken_comes_with_others_in_one_tap_each() -> None:
    screen = problem(SlotTakenError(STARTS), price=35_00)
    assert "nicht mehr frei" in text_of(screen)
    assert labels_of(screen) == ["Fr., 27. Nov., 09:00", "Fr., 27. Nov., 17:30"]
    assert [button.tap for button in buttons_of(screen)] == [
        TakeAlternative(minute=minute_of(start), price_minor=35_00) for start in STARTS
    ]


def test_a_visit_whose_master_is_gone_can_be_moved_to_anybody() -> None:
    error = MasterSwitchedOffError(SALON.master(0).name)
    screen = render_problem(error, localizer("en"), routes.errors, can_be_with_any_master=True)
    assert [button.tap for button in buttons_of(screen)] == [WithAnyMaster(on=True)]


@pytest.mark.parametrize(
    "error", [OtherTimeError(), ProposalOverError(), TooManyVisitsDenial(3)], ids=repr
)
def test_what_the_visits_explain_leads_to_them(error: DomainError) -> None:
    assert [button.tap for button in buttons_of(problem(error))] == [OpenVisits()]


def test_before_a_price_was_seen_another_time_opens_its_card() -> None:
    taps = [button.tap for button in buttons_of(problem(SlotTakenError(STARTS)))]
    assert taps == [ChooseStart(minute=minute_of(start)) for start in STARTS]


def test_without_another_time_the_way_is_back() -> None:
    screen = problem(SlotTakenError(), price=35_00)
    assert "anderen Tag" in text_of(screen)
    assert screen.rows == ()


def test_next_step_is_a_button() -> None:
    steps = {
        RetryableError(): [Again()],
        MasterNotFoundError(): [OpenVisits()],
        MaintenanceDenial(""): [OpenVisits()],
        VisitNotActiveError(): [OpenVisits()],
        PaymentFailedError(): [Again()],
        HoldOverError(): [OpenVisits()],
        NothingToRefundError(): [OpenVisits()],
        PaymentNotFoundError(): [OpenVisits()],
        ServiceSwitchedOffError(SALON.service(0).name): [OpenBooking()],
        TooSoonDenial(SALON.at(12)): [],
    }
    for error, taps in steps.items():
        assert [button.tap for button in buttons_of(problem(error))] == taps


def test_a_master_who_is_gone_leads_back_to_the_choice_where_there_was_one() -> None:
    error = MasterSwitchedOffError(SALON.master(0).name)
    screen = render_problem(error, localizer(), routes.errors, masters_are_below=True)
    (again,) = buttons_of(screen)
    assert (again.label, again.tap) == ("Choose somebody else", ChooseMasterAgain())


def test_a_time_that_is_gone_blames_nobody() -> None:
    text = text_of(render_problem(SlotTakenError(STARTS), localizer(), routes.errors))
    assert "no longer free" in text
    assert "Somebody" not in text


def test_words_of_the_business_about_maintenance_are_quoted() -> None:
    screen = problem(MaintenanceDenial("Wir ziehen um <3"))
    assert "Wir ziehen um <3" in text_of(screen)
    assert "<blockquote>" in screen.text


def test_moment_is_told_in_the_time_of_the_salon() -> None:
    assert f"Fr., {DAY.day}. Nov., 12:00" in text_of(problem(TooSoonDenial(SALON.at(12))))
