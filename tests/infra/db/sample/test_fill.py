from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from domain.visit.model import BookingStatus
from infra.db.sample.fill import NotEmptyError, fill_with_sample
from infra.db.tables import bookings, payments, users
from tests.support.database import NOW, DatabaseFactory
from tests.support.histories import assert_histories_are_paths


async def test_the_visits_of_the_sample_have_a_past_that_led_to_them(
    database: DatabaseFactory,
) -> None:
    async with database.engine.begin() as connection:
        await fill_with_sample(connection, NOW, ZoneInfo("Europe/Berlin"))
        with pytest.raises(NotEmptyError):
            await fill_with_sample(connection, NOW, ZoneInfo("Europe/Berlin"))
    await assert_histories_are_paths(database)


async def test_what_took_place_in_the_sample_is_paid_for_and_counted(
    database: DatabaseFactory,
) -> None:
    async with database.engine.begin() as connection:
        await fill_with_sample(connection, NOW, ZoneInfo("Europe/Berlin"))
    completed, missed, taken = (
        await database.rows(
            select(func.count(), func.sum(bookings.c.price_minor)).where(
                bookings.c.status == BookingStatus.COMPLETED
            )
        ),
        await database.value(
            select(func.count()).where(bookings.c.status == BookingStatus.NO_SHOW)
        ),
        await database.value(select(func.sum(payments.c.amount_minor))),
    )
    (counted,) = await database.rows(
        select(func.sum(users.c.kept_visits), func.sum(users.c.missed_visits))
    )
    assert tuple(counted) == (completed[0][0], missed)
    assert taken == completed[0][1] > 0
