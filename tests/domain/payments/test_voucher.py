from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.payments.voucher import Percentage, Voucher, VoucherProblem, voucher_code
from domain.shared.money import Money

TODAY = date(2030, 3, 4)
DAY = timedelta(days=1)
TEN_EUROS = Money(1000, "EUR")

prices = st.integers(0, 10**9).map(lambda amount: Money(amount, "EUR"))
worths = st.one_of(
    st.integers(1, 100).map(Percentage),
    st.integers(1, 10**9).map(lambda amount: Money(amount, "EUR")),
)


@given(worths, prices)
def test_discount_and_rest_are_the_price(worth: Money | Percentage, price: Money) -> None:
    voucher = Voucher("WELCOME", worth)
    assert voucher.discount_on(price) + voucher.price_after(price) == price


@given(prices)
def test_all_of_it_leaves_nothing(price: Money) -> None:
    assert Voucher("ALL", Percentage(100)).price_after(price) == Money(0, "EUR")


def test_an_amount_is_taken_off_as_far_as_the_price_goes() -> None:
    voucher = Voucher("TEN", TEN_EUROS)
    assert voucher.price_after(Money(3500, "EUR")) == Money(2500, "EUR")
    assert voucher.price_after(Money(700, "EUR")) == Money(0, "EUR")


def test_a_percentage_is_of_any_currency_and_rounds_a_half_up() -> None:
    voucher = Voucher("HALF", Percentage(50))
    assert voucher.discount_on(Money(333, "EUR")) == Money(167, "EUR")
    assert voucher.price_after(Money(1001, "JPY")) == Money(500, "JPY")


def test_an_amount_is_no_discount_on_another_currency() -> None:
    with pytest.raises(ValueError, match="do not go together"):
        Voucher("TEN", TEN_EUROS).discount_on(Money(3500, "USD"))


@pytest.mark.parametrize(
    ("today", "used", "problem"),
    [
        (TODAY - DAY, 0, VoucherProblem.NOT_YET),
        (TODAY, 0, None),
        (TODAY + DAY, 1, None),
        (TODAY + DAY, 2, VoucherProblem.USED_UP),
        (TODAY + 2 * DAY, 0, VoucherProblem.OVER),
    ],
)
def test_it_counts_on_its_days_as_often_as_it_may(
    today: date, used: int, problem: VoucherProblem | None
) -> None:
    voucher = Voucher("TEN", TEN_EUROS, max_uses=2, first_day=TODAY, last_day=TODAY + DAY)
    assert voucher.problem(today, used) is problem


def test_one_without_conditions_always_counts() -> None:
    assert Voucher("TEN", TEN_EUROS).problem(date.max, 10**6) is None


def test_its_code_is_read_as_people_type_it() -> None:
    assert voucher_code(" Welcome 10\n") == "WELCOME10"


@pytest.mark.parametrize("code", ["", "ab", "TÜV", "A" * 33, "WITH SPACE"])
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="voucher's code"):
        Voucher(code, TEN_EUROS)


def test_impossible_vouchers_are_refused() -> None:
    for impossible in (
        lambda: Voucher("TEN", Money(0, "EUR")),
        lambda: Voucher("TEN", TEN_EUROS, max_uses=0),
        lambda: Voucher("TEN", TEN_EUROS, first_day=TODAY, last_day=TODAY - DAY),
        lambda: Percentage(0),
        lambda: Percentage(101),
    ):
        with pytest.raises(ValueError, match=r"voucher|part"):
            impossible()
