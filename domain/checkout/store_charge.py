from collections.abc import Sequence

from domain.payments.model import Charge
from domain.payments.ports import ChargeGateway
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


class StoreCharge:
    """Store what was said of money, before whoever said it is told that it was heard."""

    def __init__(self, uow: UnitOfWork, charges: ChargeGateway, clock: Clock) -> None:
        self._uow = uow
        self._charges = charges
        self._clock = clock

    async def execute(self, charges: Sequence[Charge]) -> None:
        """Store the charges; what was said before changes nothing."""
        async with self._uow:
            await self._charges.keep(charges, self._clock.now())
            await self._uow.commit()
