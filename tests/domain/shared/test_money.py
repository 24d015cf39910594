"""The laws of money."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.money import Money, half_up, total

CURRENCIES = ("EUR", "JPY", "KWD", "XTR")
amounts = st.integers(0, 10**12)
percents = st.integers(0, 100)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any)


def euros(amount_minor: int) -> Money:
    return Money(amount_minor, "EUR")


@given(amounts, amounts, amounts)
def test_sums_do_not_depend_on_order_and_differences_undo_them(a: int, b: int, c: int) -> None:
    assert euros(a) + euros(b) == euros(b) + euros(a)
    assert (euros(a) + euros(b)) + euros(c) == euros(a) + (euros(b) + euros(c))
    assert (euros(a) + euros(b)) - euros(b) == euros(a)
    assert total(map(euros, (a, b, c)), "EUR") == euros(a + b + c)


@given(amounts, st.integers(1, 10**6))
def test_more_than_there_is_cannot_be_taken_away(amount: int, more: int) -> None:
    with pytest.raises(ValueError, match="never negative"):
        euros(amount) - euros(amount + more)


@given(amounts, amounts)
def test_the_lesser_and_the_greater_are_found(a: int, b: int) -> None:
    assert min(euros(a), euros(b)) == euros(min(a, b))
    assert max(euros(a), euros(b)) == euros(max(a, b))


def test_two_currencies_do_not_go_together() -> None:
    one, other = Money(1, "EUR"), Money(1, "USD")
    with pytest.raises(ValueError, match="do not go together"):
        one + other
    with pytest.raises(ValueError, match="do not go together"):
        one - other
    with pytest.raises(ValueError, match="do not go together"):
        min(one, other)
    with pytest.raises(ValueError, match="do not go together"):
        total([one], "USD")


@given(amounts, percents)
def test_a_percentage_is_the_nearest_unit_and_a_half_goes_up(amount: int, percent: int) -> None:
    part = euros(amount).percent(percent).amount_minor
    assert Fraction(-1, 2) < part - Fraction(amount * percent, 100) <= Fraction(1, 2)


@given(amounts)
def test_percentages_reach_from_nothing_to_all(amount: int) -> None:
    assert euros(amount).percent(0) == euros(0)
    assert euros(amount).percent(100) == euros(amount)


@given(amounts, percents, percents)
def test_a_greater_percentage_is_never_less(amount: int, one: int, other: int) -> None:
    lesser, greater = sorted((one, other))
    assert euros(amount).percent(lesser).amount_minor <= euros(amount).percent(greater).amount_minor


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0", 0), ("0.4999", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("7", 7)],
)
def test_halves_are_rounded_up(exact: str, rounded: int) -> None:
    assert half_up(Fraction(exact)) == rounded


@given(amounts, weights)
def test_parts_are_the_whole_to_the_unit_and_no_share_is_off_by_one(
    amount: int, by: list[int]
) -> None:
    parts = euros(amount).split(by)
    assert len(parts) == len(by)
    assert total(parts, "EUR") == euros(amount)
    for part, weight in zip(parts, by, strict=True):
        assert abs(part.amount_minor - Fraction(amount * weight, sum(by))) < 1


@given(amounts, weights)
def test_a_greater_weight_never_has_the_lesser_part(amount: int, by: list[int]) -> None:
    parts = [part.amount_minor for part in euros(amount).split(by)]
    by_weight = [part for _, part in sorted(zip(by, parts, strict=True))]
    assert by_weight == sorted(by_weight)


def test_units_left_over_go_to_who_lost_most_then_to_the_first() -> None:
    assert [part.amount_minor for part in euros(100).split([1, 1, 1])] == [34, 33, 33]
    assert [part.amount_minor for part in euros(10).split([5, 1, 3])] == [6, 1, 3]
    assert [part.amount_minor for part in euros(5).split([0, 1])] == [0, 5]


@pytest.mark.parametrize("by", [[], [0, 0], [2, -1]])
def test_nothing_is_split_by_nothing(by: list[int]) -> None:
    with pytest.raises(ValueError, match="nothing to split by"):
        euros(100).split(by)


@given(amounts, st.sampled_from(CURRENCIES))
def test_main_units_are_exact(amount: int, currency: str) -> None:
    decimals = {"EUR": 2, "JPY": 0, "KWD": 3, "XTR": 0}[currency]
    assert Money(amount, currency).decimal * 10**decimals == amount


def test_main_units_keep_their_zeros() -> None:
    assert Money(3500, "EUR").decimal == Decimal("35.00")
    assert str(Money(3500, "KWD").decimal) == "3.500"


@pytest.mark.parametrize(("amount", "currency"), [(-1, "EUR"), (1, "eur"), (1, "EURO"), (1, "E1R")])
def test_nonsense_is_refused(amount: int, currency: str) -> None:
    with pytest.raises(ValueError, match=r"negative|ISO 4217"):
        Money(amount, currency)
