import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.shared.ids import BookingId
from domain.visit.errors import VisitNotActiveError, VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.policies import TooLateToCancelDenial
from infra.db.tables import bookings, outbox_messages
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of


async def test_a_cancelled_visit_frees_its_time_at_once_and_is_told(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    services = database.services()
    booking_id = await services.book(ann, shop, choice_of(cut), at(12))

    await services.cancel(ann, booking_id)

    assert (await services.visit(booking_id)).status == BookingStatus.CANCELLED
    assert await database.services().book(bob, shop, choice_of(cut), at(12))
    keys = [key for (key,) in await database.rows(select(outbox_messages.c.key))]
    assert f"booking_cancelled:{booking_id}" in keys


async def test_what_cannot_be_cancelled(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    services = database.services()
    booking_id = await services.book(ann, shop, choice_of(cut), at(12))

    for client, id_ in ((bob, booking_id), (ann, BookingId(booking_id + 1))):
        with pytest.raises(VisitNotFoundError):
            await services.cancel(client, id_)

    database.clock.moment = at(11)
    with pytest.raises(TooLateToCancelDenial) as caught:
        await services.cancel(ann, booking_id)
    assert caught.value.lock_minutes == 60

    database.clock.moment = at(12)
    with pytest.raises(VisitNotActiveError):
        await services.cancel(ann, booking_id)

    database.clock.moment = at(11) - timedelta.resolution
    await database.change_policies(shop, is_in_maintenance=True)  # cancelling goes on
    await services.cancel(ann, booking_id)
    with pytest.raises(VisitNotActiveError):
        await services.cancel(ann, booking_id)


async def test_a_visit_that_is_cancelled_twice_at_once_is_cancelled_once(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet()
    booking_id = await database.services().book(ann, shop, choice_of(cut), at(12))

    ends = await asyncio.gather(
        *(database.services().cancel(ann, booking_id) for _ in range(5)), return_exceptions=True
    )

    assert ends.count(None) == 1
    assert sum(isinstance(end, VisitNotActiveError) for end in ends) == 4
    assert await database.rows(select(bookings.c.status)) == [("cancelled",)]
