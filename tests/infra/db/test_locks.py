import asyncio

from sqlalchemy import select, text

from domain.shared.ids import MasterId
from domain.shared.master_days import MasterDay
from infra.db.locks import lock_master_days
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import DatabaseFactory

MIA, LEO = MasterId(1), MasterId(2)
HELD = text("SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory' AND granted")


async def take(uow: SqlaUnitOfWork, *master_days: MasterDay) -> None:
    async with uow:
        await lock_master_days(uow, master_days)


async def test_each_day_of_each_master_is_locked_until_the_transaction_ends(
    database: DatabaseFactory,
) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        await lock_master_days(uow, [(LEO, 7), (MIA, 9), (MIA, 8), (MIA, 8)])
        assert {*await database.rows(HELD)} == {(1, 8), (1, 9), (2, 7)}

    assert await database.rows(HELD) == []


async def test_no_days_need_no_lock(database: DatabaseFactory) -> None:
    await take(SqlaUnitOfWork(database.engine))


async def test_a_second_writer_waits_for_the_first(database: DatabaseFactory) -> None:
    first, second = SqlaUnitOfWork(database.engine), SqlaUnitOfWork(database.engine)
    async with first:
        await lock_master_days(first, [(MIA, 8), (LEO, 8)])
        waiting = asyncio.ensure_future(take(second, (LEO, 8)))
        await database.until_somebody_waits()

    await waiting


async def test_locks_are_taken_in_ascending_order_however_they_are_asked_for(
    database: DatabaseFactory,
) -> None:
    """Who waits for a lock in the middle holds all that come before it and none after it."""
    first, second = SqlaUnitOfWork(database.engine), SqlaUnitOfWork(database.engine)
    async with first:
        await lock_master_days(first, [(MIA, 20)])
        days: list[MasterDay] = [(MIA, day) for day in range(40)]
        waiting = asyncio.ensure_future(take(second, (LEO, 1), *reversed(days)))
        await database.until_somebody_waits()
        held = {(master, day) for master, day in await database.rows(HELD)}

    await waiting
    assert held == {(1, day) for day in range(21)}


async def test_writers_of_the_same_days_in_opposite_orders_never_deadlock(
    database: DatabaseFactory,
) -> None:
    days: list[MasterDay] = [(master, day) for master in (MIA, LEO) for day in range(5)]

    await asyncio.gather(
        *(
            take(SqlaUnitOfWork(database.engine), *(days if n % 2 else reversed(days)))
            for n in range(15)
        )
    )

    deadlocks = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    await database.value(select(text("pg_stat_force_next_flush()")))
    assert await database.value(deadlocks) == 0
