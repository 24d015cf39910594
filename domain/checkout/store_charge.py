from collections.abc import Sequence
from dataclasses import dataclass

from domain.payments.model import Charge
from domain.payments.ports import ChargeGateway
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StoreCharge:
    """Store reported charges, before the report is acknowledged."""

    uow: UnitOfWork
    charges: ChargeGateway
    clock: Clock

    async def execute(self, charges: Sequence[Charge]) -> None:
        """Store the charges; one reported before changes nothing."""
        async with self.uow:
            await self.charges.store(charges, self.clock.now())
            await self.uow.commit()
