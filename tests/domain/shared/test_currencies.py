import pytest
from babel.core import get_global
from babel.numbers import get_currency_precision, list_currencies

from domain.shared.currencies import decimals_of, step_of


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("EUR", 2),
        ("RSD", 2),
        ("HUF", 2),
        ("ISK", 0),
        ("JPY", 0),
        ("IQD", 3),
        ("KWD", 3),
        ("XTR", 0),
    ],
)
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, decimals: int) -> None:
    assert decimals_of(currency) == decimals


def test_babel_agrees_but_for_coins_that_nobody_uses_dead_currencies_and_funds() -> None:
    different = {c for c in list_currencies() if decimals_of(c) != get_currency_precision(c)}
    assert sorted(different) == [
        *("ADP", "AFN", "ALL", "BYR", "CLF", "ESP", "IQD", "IRR", "ITL", "KPW", "LAK", "LBP"),
        *("LUF", "MGA", "MGF", "MMK", "MRO", "RSD", "SLL", "SOS", "STD", "SYP", "TMM", "TRL"),
        *("UYI", "UYW", "YER", "ZMK", "ZWD"),
    ]


@pytest.mark.parametrize(
    ("currency", "step"),
    [("EUR", 1), ("USD", 1), ("JPY", 1), ("HUF", 100), ("TWD", 100), ("IQD", 1000)],
)
def test_sums_end_in_what_is_paid_in_practice(currency: str, step: int) -> None:
    assert step_of(currency) == step


def test_cash_has_no_decimals_where_sums_are_whole() -> None:
    fractions = get_global("currency_fractions")
    whole = {c for c in list_currencies() if step_of(c) > 1}
    assert whole <= {c for c, (digits, _, cash, _) in fractions.items() if min(digits, cash) == 0}
