"""Amounts are written exactly, with the decimals of their currency, in every language."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.formats import written_money
from domain.clients.model import LANGUAGES
from domain.shared.money import Money

DECIMALS = {"JPY": 0, "XTR": 0, "EUR": 2, "RSD": 2, "KWD": 3, "IQD": 3}

amounts = st.builds(Money, st.integers(0, 10**12), st.sampled_from(sorted(DECIMALS)))


@given(amounts, st.sampled_from(LANGUAGES))
def test_no_digit_is_lost_and_whole_amounts_go_without_zeros(amount: Money, language: str) -> None:
    main, rest = divmod(amount.amount_minor, 10 ** DECIMALS[amount.currency])
    digits = int(re.sub(r"\D", "", written_money(amount, language)))
    assert digits == (amount.amount_minor if rest else main)


@given(st.integers(1, 99), st.sampled_from(LANGUAGES))
def test_cents_stand_behind_the_sign_of_the_language(cents: int, language: str) -> None:
    sign = "." if language == "en" else ","
    assert f"12{sign}{cents:02}" in written_money(Money(1200 + cents, "EUR"), language)
    assert f"12{sign}0{cents:02}" in written_money(Money(12_000 + cents, "KWD"), language)
