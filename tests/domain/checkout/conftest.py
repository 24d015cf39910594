import pytest

from tests.domain.checkout.deposit_shop import Parlour
from tests.support.database import Workshop


@pytest.fixture
async def parlour(workshop: Workshop) -> Parlour:
    """A shop that asks for money in advance."""
    return await Parlour.open(workshop)
