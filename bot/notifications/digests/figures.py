"""Figures in the format of a locale."""

from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_compact_decimal, format_decimal, format_percent

from bot.ui.localizer import Localizer
from domain.reporting.model import Share
from domain.shared.money import Money

COMPACT_FROM = 100_000
NO_SHARE = "–"
LEAST = Share(1, 100)


def percent(share: Share, localizer: Localizer) -> str:
    """Format a share: `61%`, or `–` if there is no whole."""
    if share.percent is None:
        return NO_SHARE
    return format_percent(Decimal(share.percent) / 100, locale=localizer.language)


def change(now: Money, before: Money, localizer: Localizer) -> str | None:
    """Format the change of an amount: `▲ 12%`, `▼ <1%`; `None` if equal or zero before.

    Not yet escaped.
    """
    if now.amount_minor == before.amount_minor or not before.amount_minor:
        return None
    share = Share(abs(now.amount_minor - before.amount_minor), before.amount_minor)
    sign = "▲" if before < now else "▼"
    if not share.percent:
        return f"{sign} <{percent(LEAST, localizer)}"
    return f"{sign} {percent(share, localizer)}"


def amounts(money: Sequence[Money], currency: str, localizer: Localizer) -> str:
    """Format amounts in several currencies: `€35 + CHF 20`; no amounts are zero in `currency`."""
    return " + ".join(localizer.money(amount) for amount in money or [Money(0, currency)])


def short_amount(amount: Money, localizer: Localizer) -> str:
    """Format an amount in main units, short and without its currency: `1,240`, `1.2M`."""
    whole = round(amount.decimal)
    if whole < COMPACT_FROM:
        return format_decimal(whole, locale=localizer.language)
    return format_compact_decimal(whole, locale=localizer.language, fraction_digits=1)
