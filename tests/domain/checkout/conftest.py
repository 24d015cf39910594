import pytest

from tests.domain.checkout.deposit_shop import DepositShop
from tests.support.database import DatabaseFactory


@pytest.fixture
async def deposit_shop(database: DatabaseFactory) -> DepositShop:
    """A shop that asks for money in advance."""
    return await DepositShop.open(database)
