from dataclasses import replace

import pytest

from bot.notifications.invoice_text import invoice_text_of
from demo.simulator.text.html_parser import utf16_length
from domain.clients.model import LANGUAGES
from domain.shared.money import Money
from tests.bot.support.awkward_texts import WORDS
from tests.bot.support.salon import Salon
from tests.support.reading import localizer

DEPOSIT = Money(10_00, "EUR")


def test_an_invoice_says_what_for_when_where_and_what_is_left() -> None:
    words = invoice_text_of(Salon().visit(), DEPOSIT, localizer())
    assert words.title == words.label == "Deposit for your visit"
    assert words.description.replace("\u202f", " ") == (
        "Fri, Nov 27, 10:00 AM · Haircut 0, Haircut 1 · Salon Sonne · €60 to pay at your visit"
    )


def test_an_invoice_for_everything_leaves_nothing_to_pay() -> None:
    visit = Salon().visit()
    words = invoice_text_of(visit, visit.price, localizer())
    assert words.title == "Your visit"
    assert "to pay at your visit" not in words.description


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invoice_fits_whatever_a_business_calls_its_services(language: str, word: str) -> None:
    visit = replace(Salon(word=word).visit(), price=Money(1_234_567_89, "EUR"))
    words = invoice_text_of(visit, DEPOSIT, localizer(language))
    assert 0 < utf16_length(words.title) <= 32
    assert 0 < utf16_length(words.label) <= 32
    assert 0 < utf16_length(words.description) <= 255
    assert "&" not in words.description or "&" in word
