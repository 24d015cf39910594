from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.deposit import NO_DEPOSIT, DepositItem, DepositKind, DepositRule, deposit_due
from domain.shared.money import Money

FULL = DepositRule(DepositKind.FULL)


def percent(value: int) -> DepositRule:
    return DepositRule(DepositKind.PERCENT, value)


def fixed(value: int) -> DepositRule:
    return DepositRule(DepositKind.FIXED, value)


rules = st.one_of(
    st.sampled_from([NO_DEPOSIT, FULL]),
    st.integers(0, 100).map(percent),
    st.integers(0, 20_000).map(fixed),
)
prices = st.integers(0, 50_000).map(lambda amount: Money(amount, "EUR"))
items = st.builds(DepositItem, prices, st.none() | rules)
visits = st.lists(items, max_size=6)


def due(visit: list[DepositItem], rule: DepositRule, flagged: DepositRule = NO_DEPOSIT) -> int:
    return deposit_due(visit, "EUR", rule, flagged).amount_minor


def item(amount_minor: int, own_rule: DepositRule | None = None) -> DepositItem:
    return DepositItem(Money(amount_minor, "EUR"), own_rule)


@given(visits, rules, rules)
def test_it_is_never_above_the_price(
    visit: list[DepositItem], rule: DepositRule, flagged: DepositRule
) -> None:
    assert 0 <= due(visit, rule, flagged) <= sum(one.price.amount_minor for one in visit)


@given(visits, rules, rules)
def test_a_flagged_client_never_pays_less_than_others(
    visit: list[DepositItem], rule: DepositRule, flagged: DepositRule
) -> None:
    assert due(visit, rule, flagged) >= due(visit, rule)


@given(visits, rules, rules)
def test_the_order_of_services_does_not_matter(
    visit: list[DepositItem], rule: DepositRule, flagged: DepositRule
) -> None:
    assert due(visit[::-1], rule, flagged) == due(visit, rule, flagged)


@given(st.lists(prices, max_size=6), st.integers(0, 100))
def test_a_percentage_is_rounded_once_on_the_whole(many: list[Money], value: int) -> None:
    exact = Fraction(sum(price.amount_minor for price in many) * value, 100)
    got = due([DepositItem(price) for price in many], percent(value))
    assert Fraction(-1, 2) < got - exact <= Fraction(1, 2)


@given(visits, rules)
def test_the_rule_of_the_location_is_for_services_without_their_own(
    visit: list[DepositItem], rule: DepositRule
) -> None:
    spelled_out = [DepositItem(one.price, one.own_rule or rule) for one in visit]
    assert due(visit, rule) == due(spelled_out, NO_DEPOSIT)


def test_three_thirds_of_a_cent_make_one_cent() -> None:
    assert due([item(33), item(33), item(34)], percent(1)) == 1
    assert due([item(50)], percent(1)) == 1  # half a cent goes up
    assert due([item(49)], percent(1)) == 0


def test_a_service_may_ask_for_nothing_where_the_location_asks_for_all() -> None:
    assert due([item(1000, NO_DEPOSIT), item(2000)], FULL) == 2000


def test_a_fixed_sum_is_for_each_service_and_at_most_its_price() -> None:
    assert due([item(3000), item(500)], fixed(1000)) == 1500


def test_of_the_rule_and_that_for_flagged_clients_the_greater_counts_for_each_service() -> None:
    assert due([item(1000, FULL), item(1000)], percent(20), flagged=percent(50)) == 1500


def test_nothing_costs_nothing() -> None:
    assert deposit_due([], "JPY", FULL) == Money(0, "JPY")


def test_prices_of_another_currency_are_refused() -> None:
    with pytest.raises(ValueError, match="USD"):
        deposit_due([DepositItem(Money(1, "USD"))], "EUR", FULL)


@pytest.mark.parametrize(("kind", "value"), [("fixed", -1), ("percent", 101)])
def test_impossible_rules_are_refused(kind: str, value: int) -> None:
    with pytest.raises(ValueError, match="no such deposit"):
        DepositRule(DepositKind(kind), value)


@pytest.mark.parametrize(
    ("currency", "price", "deposit"),
    [("HUF", 499_000, 164_700), ("TWD", 99_900, 33_000), ("EUR", 4990, 1647), ("JPY", 4990, 1647)],
)
def test_a_share_is_whole_where_no_smaller_coins_are_paid(
    currency: str, price: int, deposit: int
) -> None:
    visit = [DepositItem(Money(price, currency))]
    assert deposit_due(visit, currency, percent(33)).amount_minor == deposit


def test_the_full_price_is_asked_for_as_it_is() -> None:
    visit = [DepositItem(Money(99_940, "TWD"))]
    assert deposit_due(visit, "TWD", FULL).amount_minor == 99_940
