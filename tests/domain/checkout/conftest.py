import pytest

from tests.domain.checkout.deposit_shop import Parlour
from tests.support.database import DatabaseFactory


@pytest.fixture
async def parlour(database: DatabaseFactory) -> Parlour:
    """A shop that asks for money in advance."""
    return await Parlour.open(database)
