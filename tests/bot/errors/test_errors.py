import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import domain
from bot.errors.explain import explain, explain_plainly
from bot.handlers import routes
from domain.availability.policies import MaintenanceDenial, TooFarDenial, TooSoonDenial
from domain.catalog.errors import MasterSwitchedOffError, ServiceSwitchedOffError
from domain.catalog.model import Label
from domain.clients.model import LANGUAGES
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentFailedError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.shared.errors import DomainError
from domain.visit.errors import (
    AlreadyBookedError,
    PriceChangedError,
    RefundChangedError,
    TextTooLongError,
)
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial, TooManyVisitsDenial
from tests.support.reading import localizer

for module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(module.name)


def every_error(of: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for error in of.__subclasses__():
        if error.__module__.startswith("domain."):
            yield error
            yield from every_error(error)


NEVER_EXPLAINED = {
    AlreadyBookedError,  # booking answers with the visit that there is
    PriceChangedError,  # the card shows the new price, beneath a notice
    RefundChangedError,  # likewise the question, what goes back now
    TextTooLongError,  # the screen that asked for the text asks again, beneath a notice
}


PAYMENT_ERRORS = (
    AlreadyPaidError,
    HoldOverError,
    PaymentAmountError,
    PaymentFailedError,
    PaymentNotYoursError,
    PaymentUnknownError,
)


def test_every_error_that_is_explained_has_words_and_no_words_are_without_an_error() -> None:
    assert set(routes.errors) == {DomainError, *every_error()} - NEVER_EXPLAINED


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_of_an_error_stand_in_its_words(language: str) -> None:
    noon = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    told = {
        ServiceSwitchedOffError(Label("<Cut>")): "&lt;Cut&gt;",
        MasterSwitchedOffError(Label("Anna")): "Anna",
        MaintenanceDenial("Back on Monday"): "Back on Monday",
        TooSoonDenial(noon): "12:00",
        TooFarDenial(date(2027, 1, 19)): "2027",
        TooLateToCancelDenial(24 * 60): "24",
        TooLateToMoveDenial(120): "2",
        TooManyVisitsDenial(7): "7",
    }
    for error, words in told.items():
        assert words in explain(error, localizer(language), routes.errors)


def test_error_without_words_of_its_own_has_those_of_its_kind() -> None:
    class NewDenial(TooSoonDenial):
        pass

    noon = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
    assert explain(NewDenial(noon), localizer(), routes.errors) == explain(
        TooSoonDenial(noon), localizer(), routes.errors
    )


def test_maintenance_without_a_text_leaves_no_gap() -> None:
    assert "\n\n\n" not in explain(MaintenanceDenial(" "), localizer(), routes.errors)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", PAYMENT_ERRORS)
def test_the_words_about_money_fit_into_the_answer_to_a_payment(
    error: type[DomainError], language: str
) -> None:
    words = explain_plainly(error(), localizer(language), routes.errors)
    assert 0 < len(words) <= 200
    assert not set(words) & set("<>\n")


def test_the_heading_of_an_error_is_a_sentence_of_its_plain_words() -> None:
    plain = explain_plainly(PaymentNotYoursError(), localizer(), routes.errors)
    assert plain.startswith("This invoice is for somebody else. Nothing was charged.")
