from contextlib import suppress
from dataclasses import dataclass

from domain.checkout.settle_charges import SettleCharges
from domain.payments.errors import PaymentFailedError
from domain.payments.ports import ChargeGateway, PaymentGateway, ReconcileCursors
from domain.payments.provider_ports import PaymentProvider, PaymentProviders
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

PAGE_SIZE = 100
MAX_PAGES = 20
"""Limits one run; the next one continues from there."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many transactions were read, and how many of them were not reported before."""

    read: int = 0
    unheard: int = 0

    def __add__(self, other: "Reconciliation") -> "Reconciliation":
        return Reconciliation(self.read + other.read, self.unheard + other.unheard)


@dataclass(frozen=True, slots=True)
class ReconcilePayments:
    """Find payments and refunds that are known to the providers but not stored here.

    Transactions from before an account's first use here are skipped: the first reading starts
    at the end of its list.
    """

    uow: UnitOfWork
    payments: PaymentGateway
    providers: PaymentProviders
    cursors: ReconcileCursors
    charges: ChargeGateway
    settle_charges: SettleCharges
    clock: Clock

    async def execute(self) -> Reconciliation:
        """Read new transactions, apply them, and return how many there were.

        A provider that does not answer is asked again next time.
        """
        result = Reconciliation()
        for provider in self.providers.listing():
            with suppress(PaymentFailedError):
                result += await self._read(provider)
        await self.settle_charges.execute()
        return result

    async def _read(self, provider: PaymentProvider) -> Reconciliation:
        result = Reconciliation()
        position = await self._begin(provider)
        for _ in range(MAX_PAGES):
            page = await self._read_page(provider, position + result.read)
            result += page
            if page.read < PAGE_SIZE:
                break
        return result

    async def _begin(self, provider: PaymentProvider) -> int:
        """Return the position to read from."""
        async with self.uow:
            position = await self.cursors.get_position(provider.name, provider.account)
            is_ours = await self.payments.has_any(provider.name)
        if position is not None:
            return position
        position = 0 if is_ours else await _count(provider)
        async with self.uow:
            await self.cursors.advance(provider.name, provider.account, position)
            await self.uow.commit()
        return position

    async def _read_page(self, provider: PaymentProvider, position: int) -> Reconciliation:
        page = await provider.list_transactions(position, PAGE_SIZE)
        if not page.count:
            return Reconciliation()
        async with self.uow:
            unheard = await self.charges.store(page.charges, self.clock.now())
            await self.cursors.advance(provider.name, provider.account, position + page.count)
            await self.uow.commit()
        return Reconciliation(page.count, unheard)


async def _count(provider: PaymentProvider) -> int:
    """Return how long the provider's list is."""
    count = 0
    while page_count := (await provider.list_transactions(count, PAGE_SIZE)).count:
        count += page_count
    return count
