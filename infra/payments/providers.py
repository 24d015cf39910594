from collections.abc import Iterable

from domain.payments.errors import ProviderUnknownError
from domain.payments.provider_ports import PaymentProvider
from domain.shared.currencies import STARS


class ChosenProviders:
    """Stars for what costs stars; for every other currency the provider that was chosen."""

    def __init__(
        self, stars: PaymentProvider, chosen: PaymentProvider, others: Iterable[PaymentProvider]
    ) -> None:
        self._stars = stars
        self._chosen = chosen
        self._by_name = {provider.name: provider for provider in (*others, chosen, stars)}

    def for_currency(self, currency: str) -> PaymentProvider:
        """Return who takes new payments in the currency."""
        return self._stars if currency == STARS else self._chosen

    def named(self, name: str) -> PaymentProvider:
        """Return the provider under which a payment was made; it may take no new ones."""
        try:
            return self._by_name[name]
        except KeyError:
            raise ProviderUnknownError(name) from None

    def listing(self) -> tuple[PaymentProvider, ...]:
        """Return those that can be asked for their transactions."""
        return tuple(provider for provider in self._by_name.values() if provider.can_list)
