"""Names as they are stored, and what is shown of those in which nothing is visible."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.folding import LONGEST_SEARCH_TEXT, foldings, search_text
from domain.shared.ids import UserId
from domain.shared.names import (
    LONGEST_NAME,
    MOST_MARKS,
    clean_name,
    is_visible,
    stand_in,
    stand_in_number,
)

FAMILY = "👨\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Ann\u202eexe.nnA", "Annexe.nnA"),
        ("\u2067Ann\u2069", "Ann"),
        ("Ann\0\x07\ud800", "Ann"),
        (" Ann\n\t\u2028Lee\u00a0", "Ann Lee"),
        ("Ann \u200b\u200d Lee", "Ann Lee"),
        ("Ann\u3164Lee\u2800", "Ann Lee"),
        ("Zoe\u0308", "Zoë"),
        ("Z" + "\u0335" * 80, "Z" + "\u0335" * MOST_MARKS),
        (f"{FAMILY} Ann", f"{FAMILY} Ann"),
        (ENGLAND, ENGLAND),
        (PERSIAN, PERSIAN),
        ("שרה כהן", "שרה כהן"),
        ("<b>x</b>&", "<b>x</b>&"),
        ("A" * 500, "A" * LONGEST_NAME),
        (".", "."),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@pytest.mark.parametrize(
    "name",
    ["", " ", "\u3164", "\u2800", "\u200b\u200d", "\u115f\u1160\uffa0", "\u0301", "\0", "#7"],
)
def test_a_name_in_which_nothing_is_visible_is_empty(name: str) -> None:
    """Neither can anybody take the name that stands in for another person's."""
    assert clean_name(name) == ""


@given(st.text(max_size=300))
def test_a_cleaned_name_can_be_stored_and_shown(name: str) -> None:
    cleaned = clean_name(name)
    cleaned.encode()
    assert "\0" not in cleaned
    assert len(cleaned) <= LONGEST_NAME
    assert not cleaned or is_visible(cleaned)
    directions = {unicodedata.bidirectional(sign) for sign in cleaned}
    assert not directions & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(max_size=LONGEST_NAME))
def test_what_a_name_is_searched_in_fits_into_the_index(name: str) -> None:
    assert len(search_text(name, name)) <= LONGEST_SEARCH_TEXT
    assert all(folding == folding.strip() for folding in foldings(name))


def test_a_number_stands_in_for_a_name() -> None:
    assert stand_in_number(stand_in(UserId(12))) == 12
    assert stand_in_number("Ann") is None
    assert "kunde" in search_text("#12")
    assert "#12" in search_text("#12")
