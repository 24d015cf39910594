from zoneinfo import ZoneInfo

import pytest

from infra.db.sample.fill import NotEmptyError, fill_with_sample
from tests.histories import assert_histories_are_paths
from tests.workshop import NOW, Workshop


async def test_the_visits_of_the_sample_have_a_past_that_led_to_them(workshop: Workshop) -> None:
    async with workshop.engine.begin() as connection:
        await fill_with_sample(connection, NOW, ZoneInfo("Europe/Berlin"))
        with pytest.raises(NotEmptyError):
            await fill_with_sample(connection, NOW, ZoneInfo("Europe/Berlin"))
    await assert_histories_are_paths(workshop)
