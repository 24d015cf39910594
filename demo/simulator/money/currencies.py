from domain.shared.currencies import STARS, decimals_of


def money_words(amount_minor: int, currency: str) -> str:
    """Returns a readable amount: `15.00 EUR`, `50 stars`."""
    if currency == STARS:
        return f"{amount_minor} stars"
    decimals = decimals_of(currency)
    return f"{amount_minor / 10**decimals:.{decimals}f} {currency}"
