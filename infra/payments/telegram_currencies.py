"""The currencies that Telegram takes, and the least and largest sum of an invoice in each.

Telegram's bounds are 1 and 10,000 US dollars at the rates of the day, and its list of currencies
changes: https://core.telegram.org/bots/payments#supported-currencies. The rates here are of
2026 and approximate; what Telegram refuses although this table lets it pass is refused in words.
"""

from dataclasses import dataclass

from domain.shared.currencies import STARS, decimals_of

_MIN_DOLLARS, _MAX_DOLLARS = 1, 10_000
_MAX_STARS = 100_000

_UNITS_A_DOLLAR = """
    AED 3.7, AFN 70, ALL 90, AMD 390, ARS 1000, AUD 1.5, AZN 1.7, BAM 1.8, BDT 120, BGN 1.8,
    BND 1.35, BOB 6.9, BRL 5.5, BYN 3.3, CAD 1.4, CHF 0.9, CLP 950, CNY 7.2, COP 4100, CRC 510,
    CZK 23, DKK 6.9, DOP 60, DZD 134, EGP 49, ETB 120, EUR 0.92, GBP 0.78, GEL 2.7, GHS 15,
    GTQ 7.7, HKD 7.8, HNL 25, HUF 360, IDR 16000, ILS 3.7, INR 84, IQD 1310, ISK 137, JMD 157,
    JOD 0.71, JPY 150, KES 129, KGS 86, KRW 1370, KZT 480, LBP 89500, LKR 300, MAD 9.9,
    MDL 17.7, MMK 2100, MNT 3400, MOP 8, MUR 46, MVR 15.4, MXN 18, MYR 4.4, MZN 64, NGN 1500,
    NIO 36.8, NOK 10.7, NPR 134, NZD 1.65, PAB 1, PEN 3.8, PHP 57, PKR 278, PLN 3.9, PYG 7500,
    QAR 3.64, RON 4.6, RSD 108, RUB 95, SAR 3.75, SEK 10.5, SGD 1.33, THB 35, TJS 10.7, TRY 33,
    TTD 6.8, TWD 32, TZS 2700, UAH 41, UGX 3700, USD 1, UYU 41, UZS 12700, VND 25000, YER 250,
    ZAR 18
"""
"""Units for a dollar."""

_RATES = {
    currency: float(units)
    for currency, units in (rate.split() for rate in _UNITS_A_DOLLAR.split(","))
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest amount of an invoice, in minor units."""

    least: int
    most: int


def bounds_of(currency: str) -> Bounds | None:
    """Return the bounds of a currency; `None` if Telegram does not take it."""
    if currency == STARS:
        return Bounds(1, _MAX_STARS)
    units = _RATES.get(currency)
    if units is None:
        return None
    dollar = units * 10 ** decimals_of(currency)
    return Bounds(round(_MIN_DOLLARS * dollar), round(_MAX_DOLLARS * dollar))
