"""A master's days and clients are read by indexes, however many other visits there are."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from domain.clients.own_clients import OwnClientGateway
from domain.shared.ids import UserId
from domain.shared.time import Interval
from domain.timetable.model import TimetableGateway
from infra.db.tables import masters
from tests.infra.db.gateways.crowded_shop import CLIENTS
from tests.infra.db.gateways.query_plans import read_whole, statements_of
from tests.support.database import NOW, DatabaseFactory

A_WEEK = Interval(NOW - timedelta(days=7), NOW)
SOMEBODY = UserId(7)
"""One of five hundred clients."""


@pytest.fixture
async def full(crowded: DatabaseFactory) -> DatabaseFactory:
    """The shop with sixty thousand visits, and its clients."""
    await crowded.execute(text(CLIENTS))
    return crowded


async def test_a_week_and_a_client_read_no_big_table_from_end_to_end(
    full: DatabaseFactory, database_url: str
) -> None:
    services = full.services()
    timetable: TimetableGateway = services.get(TimetableGateway)
    clients: OwnClientGateway = services.get(OwnClientGateway)
    own = [await full.value(select(func.min(masters.c.id)))]
    with statements_of(full.engine) as sent:
        async with services.uow:
            items = await timetable.list_items(own, A_WEEK, NOW)
            relation = await clients.find_relation(own, SOMEBODY)
            past = await clients.list_visits(own, SOMEBODY, NOW, past=True, limit=5)
            coming = await clients.list_visits(own, SOMEBODY, NOW, past=False, limit=1)
    assert len(items) > 100
    assert relation is not None
    assert (len(past), len(coming)) == (5, 1)
    assert await read_whole(database_url, sent) == set()
