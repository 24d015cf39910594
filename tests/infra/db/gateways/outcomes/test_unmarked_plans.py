"""Visits without an outcome are found by indexes, however many others there are."""

from datetime import timedelta

from sqlalchemy import func, select, text

from domain.visit.staff_ports import UnmarkedGateway
from infra.db.tables import masters
from tests.infra.db.gateways.crowded_shop import CLIENTS, MASTERS
from tests.infra.db.gateways.query_plans import nodes, plans_of, read_whole, statements_of
from tests.support.database import NOW, DatabaseFactory


async def test_visits_without_an_outcome_are_found_in_no_big_table_read_from_end_to_end(
    crowded: DatabaseFactory, database_url: str
) -> None:
    await crowded.execute(text(CLIENTS))
    now, services = NOW + timedelta(days=3), crowded.services()
    gateway: UnmarkedGateway = services.get(UnmarkedGateway)
    master_id = await crowded.value(select(func.min(masters.c.id)))
    with statements_of(crowded.engine) as sent:
        async with services.uow:
            unasked = await gateway.list_unasked(now, 50)
            counts = [await gateway.count_unmarked(ids, now) for ids in (None, {master_id})]
            everybodys = await gateway.list_unmarked(None, now, offset=40, limit=20)
            own = await gateway.list_unmarked({master_id}, now, offset=40, limit=20)

    assert (len(unasked), len(everybodys), len(own)) == (50, 20, 20)
    assert counts == [72 * MASTERS, 72]
    assert await read_whole(database_url, sent) == set()


async def test_visits_without_an_outcome_are_found_without_a_look_at_the_marked_ones(
    crowded: DatabaseFactory, database_url: str
) -> None:
    await crowded.execute(text(CLIENTS))
    now, services = NOW + timedelta(hours=2), crowded.services()
    gateway: UnmarkedGateway = services.get(UnmarkedGateway)
    with statements_of(crowded.engine) as sent:
        async with services.uow:
            await gateway.count_unmarked(None, now)
            await gateway.list_unmarked(None, now, offset=0, limit=8)
            await gateway.list_unasked(now, 50)

    for statement in sent:
        plans = await plans_of(database_url, [statement])
        used = {node.get("Index Name") for plan in plans for node in nodes(plan)}
        assert "ix_bookings_confirmed" in used
