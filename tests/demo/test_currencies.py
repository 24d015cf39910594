"""What the simulator takes as sums of money, as Telegram does."""

import pytest

from demo.simulator.money.currencies import money_words
from infra.payments.telegram_currencies import bounds_of


@pytest.mark.parametrize(
    ("currency", "amount_minor", "words"),
    [("RSD", 10_800, "108.00 RSD"), ("IQD", 1_310_000, "1310.000 IQD"), ("JPY", 150, "150 JPY")],
)
def test_a_dollars_worth_is_reckoned_with_the_decimals_of_banks(
    currency: str, amount_minor: int, words: str
) -> None:
    bounds = bounds_of(currency)
    assert bounds is not None
    assert bounds.least == amount_minor
    assert money_words(amount_minor, currency) == words
