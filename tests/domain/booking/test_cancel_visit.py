import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.shared.ids import BookingId
from domain.visit.errors import VisitNotActiveError, VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.policies import TooLateToCancelDenial
from infra.db.tables import bookings, outbox_messages
from tests.support.database import Workshop, at
from tests.support.services import choice_of


async def test_a_cancelled_visit_frees_its_time_at_once_and_is_told(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    await workshop.hire(shop, cut)
    ann, bob = await workshop.meet("Ann"), await workshop.meet("Bob")
    desk = workshop.desk()
    booking_id = await desk.book(ann, shop, choice_of(cut), at(12))

    await desk.cancel(ann, booking_id)

    assert (await desk.visit(booking_id)).status == BookingStatus.CANCELLED
    assert await workshop.desk().book(bob, shop, choice_of(cut), at(12))
    keys = [key for (key,) in await workshop.rows(select(outbox_messages.c.key))]
    assert f"booking_cancelled:{booking_id}" in keys


async def test_what_cannot_be_cancelled(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    await workshop.hire(shop, cut)
    ann, bob = await workshop.meet("Ann"), await workshop.meet("Bob")
    desk = workshop.desk()
    booking_id = await desk.book(ann, shop, choice_of(cut), at(12))

    for client, id_ in ((bob, booking_id), (ann, BookingId(booking_id + 1))):
        with pytest.raises(VisitNotFoundError):
            await desk.cancel(client, id_)

    workshop.clock.moment = at(11)
    with pytest.raises(TooLateToCancelDenial) as caught:
        await desk.cancel(ann, booking_id)
    assert caught.value.lock_minutes == 60

    workshop.clock.moment = at(12)
    with pytest.raises(VisitNotActiveError):
        await desk.cancel(ann, booking_id)

    workshop.clock.moment = at(11) - timedelta.resolution
    await workshop.change_policies(shop, is_in_maintenance=True)  # cancelling goes on
    await desk.cancel(ann, booking_id)
    with pytest.raises(VisitNotActiveError):
        await desk.cancel(ann, booking_id)


async def test_a_visit_that_is_cancelled_twice_at_once_is_cancelled_once(
    workshop: Workshop,
) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    await workshop.hire(shop, cut)
    ann = await workshop.meet()
    booking_id = await workshop.desk().book(ann, shop, choice_of(cut), at(12))

    ends = await asyncio.gather(
        *(workshop.desk().cancel(ann, booking_id) for _ in range(5)), return_exceptions=True
    )

    assert ends.count(None) == 1
    assert sum(isinstance(end, VisitNotActiveError) for end in ends) == 4
    assert await workshop.rows(select(bookings.c.status)) == [("cancelled",)]
