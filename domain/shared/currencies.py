"""How many decimals a currency has, by ISO 4217's list one ("Minor unit"; amendment 177).

CLDR, and so Babel, follows the practice of shops instead: it gives the dinars of Serbia and Iraq
no decimals, while banks and messengers calculate with two and three. Funds codes such as CLF are
left out, because they are not used for payments.
"""

STARS = "XTR"
"""Telegram Stars: not an ISO 4217 currency, but written like one."""

_USUAL_DECIMALS = 2

_NO_DECIMALS = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
        *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
        STARS,
    }
)
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


_WHOLE_IN_PRACTICE = frozenset(
    {
        *("AFN", "ALL", "AMD", "COP", "CRC", "CZK", "GYD", "HUF", "IDR", "IQD", "IRR", "KPW"),
        *("LAK", "LBP", "MGA", "MMK", "MNT", "MUR", "NOK", "PKR", "RSD", "SEK", "SOS", "SYP"),
        *("TWD", "TZS", "UZS", "YER"),
    }
)
"""Living currencies whose coins of the minor unit are gone: CLDR gives their cash no decimals."""


def step_of(currency: str) -> int:
    """Return the least sum that a calculation ends in, in minor units: `EUR` 1, `HUF` 100."""
    return 10 ** decimals_of(currency) if currency in _WHOLE_IN_PRACTICE else 1


def decimals_of(currency: str) -> int:
    """Return the number of decimals of the main unit: `EUR` 2, `JPY` 0, `KWD` 3."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else _USUAL_DECIMALS
