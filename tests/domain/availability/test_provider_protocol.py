from domain.availability.provider import AvailabilityProvider
from engine import AvailabilityProvider as EngineProvider
from tests.domain.availability_scene import Scene


def test_the_provider_is_the_one_that_the_engine_asks_for() -> None:
    assert isinstance(AvailabilityProvider(Scene()), EngineProvider)
