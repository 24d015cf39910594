from collections.abc import Iterable

from domain.payments.errors import ProviderUnknownError
from domain.payments.provider_ports import PaymentProvider
from domain.shared.currencies import STARS


class ChosenProviders:
    """Telegram Stars for prices in stars; the chosen provider for every other currency."""

    def __init__(
        self, stars: PaymentProvider, chosen: PaymentProvider, others: Iterable[PaymentProvider]
    ) -> None:
        self._stars = stars
        self._chosen = chosen
        self._by_name = {provider.name: provider for provider in (*others, chosen, stars)}

    def for_currency(self, currency: str) -> PaymentProvider:
        """Return the provider for new payments in the currency."""
        return self._stars if currency == STARS else self._chosen

    def named(self, name: str) -> PaymentProvider:
        """Return the provider of an existing payment; it may not accept new ones."""
        try:
            return self._by_name[name]
        except KeyError:
            raise ProviderUnknownError(name) from None

    def listing(self) -> tuple[PaymentProvider, ...]:
        """Return the providers that can list transactions."""
        return tuple(provider for provider in self._by_name.values() if provider.can_list)
