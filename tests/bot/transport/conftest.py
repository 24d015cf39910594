from collections.abc import AsyncIterator

import pytest

from demo.simulator import Person, Simulator


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
async def anna(simulator: Simulator) -> Person:
    anna = simulator.add_person(first_name="Anna")
    await anna.start(wait=False)
    return anna
