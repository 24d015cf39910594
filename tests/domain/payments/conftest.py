import pytest

from tests.domain.payments.parlour import Parlour
from tests.workshop import Workshop


@pytest.fixture
async def parlour(workshop: Workshop) -> Parlour:
    """A shop that asks for money in advance."""
    return await Parlour.open(workshop)
