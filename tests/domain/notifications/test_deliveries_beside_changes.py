"""A delivery ends while the visit that it is about is changed: neither keeps the other waiting."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from domain.outbox.errors import RecipientGoneError
from domain.outbox.message import Channel, MessageKind
from domain.visit.model import BookingStatus
from infra.db import tables
from infra.db.gateways.outbox.outbox import SqlaOutbox, SqlaOutboxGateway
from tests.domain.notifications.delivery_fixture import DeliveryFixture
from tests.support.database import POLICIES, DatabaseFactory, at
from tests.support.services import choice_of
from tests.support.waiting import TIMEOUT_S


class Halfway:
    """Stops whoever comes to the second of two steps, whichever that is."""

    def __init__(self) -> None:
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()
        self._steps = 0

    def before(
        self, step: Callable[..., Coroutine[Any, Any, None]]
    ) -> Callable[..., Coroutine[Any, Any, None]]:
        async def stopping(*args: Any) -> None:
            self._steps += 1
            if self._steps == 2:
                self.reached.set()
                await self.go_on.wait()
            await step(*args)

        return stopping


async def test_a_cancel_and_a_delivery_that_is_given_up_do_not_lock_each_other_out(
    database: DatabaseFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await database.open_location(replace(POLICIES, cancel_lock_minutes=0))
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet("Ann")
    booking_id = await database.services().book(ann, shop, choice_of(cut), at(10, day=2))
    messages = tables.outbox_messages
    not_reminders = messages.c.kind != MessageKind.REMINDER
    await database.execute(messages.update().where(not_reminders).values(state="sent"))
    database.clock.advance(hours=26)
    office = DeliveryFixture(database)
    office.notifier.failures = [RecipientGoneError("blocked")]
    halfway = Halfway()
    monkeypatch.setattr(SqlaOutbox, "add", halfway.before(SqlaOutbox.add))
    monkeypatch.setattr(SqlaOutboxGateway, "finish", halfway.before(SqlaOutboxGateway.finish))

    delivering = asyncio.create_task(office.service().execute(Channel.MESSAGE, office.notifier))
    await asyncio.wait_for(halfway.reached.wait(), TIMEOUT_S)
    cancelling = asyncio.create_task(database.services().cancel(ann, booking_id))
    await database.until_somebody_waits()
    halfway.go_on.set()
    await asyncio.gather(delivering, cancelling)
    status = await database.value(select(tables.bookings.c.status))
    assert status == BookingStatus.CANCELLED
