import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.shared.errors import RetryableError
from domain.shared.ids import MasterId
from infra.db.locks import lock_master_days
from infra.db.session import create_engine
from infra.db.tables import users
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import DatabaseFactory
from tests.support.waiting import wait_until

ANN = insert(users).values(telegram_id=1, display_name="Ann", language="en")
NAMES = select(users.c.display_name)
MASTER_DAY = (MasterId(7), 21_000)


@pytest.fixture
async def hasty_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """Connections that wait for nothing."""
    engine = create_engine(
        database_url, pool_size=1, pool_overflow=0, pool_timeout_s=0.05, lock_timeout_ms=50
    )
    yield engine
    await engine.dispose()


async def test_what_was_committed_stays(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        await uow.execute(ANN)
        await uow.commit()

    assert await database.rows(NAMES) == [("Ann",)]


async def test_what_was_not_committed_is_gone(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        await uow.execute(ANN)

    assert await database.rows(NAMES) == []


async def test_an_error_rolls_back_and_gives_the_connection_back(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)

    async def fail() -> None:
        async with uow:
            await uow.execute(ANN)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert await database.rows(NAMES) == []
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a queue's


async def test_it_can_be_entered_again_after_it_was_left(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)
    for statement in (ANN, ANN.values(telegram_id=2)):
        async with uow:
            await uow.execute(statement)
            await uow.commit()

    assert await database.rows(NAMES) == [("Ann",), ("Ann",)]


async def test_it_is_not_entered_twice_at_a_time(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        with pytest.raises(RuntimeError, match="twice"):
            await uow.__aenter__()


async def test_a_gateway_is_of_no_use_outside(database: DatabaseFactory) -> None:
    with pytest.raises(RuntimeError, match="within"):
        await SqlaUnitOfWork(database.engine).execute(NAMES)


async def test_a_lock_that_cannot_be_had_in_time_means_try_again(
    database: DatabaseFactory, hasty_engine: AsyncEngine
) -> None:
    slow, hasty = SqlaUnitOfWork(database.engine), SqlaUnitOfWork(hasty_engine)
    async with slow, hasty:
        await lock_master_days(slow, [MASTER_DAY])
        with pytest.raises(RetryableError):
            await lock_master_days(hasty, [MASTER_DAY])


async def test_a_pool_without_a_free_connection_means_try_again(hasty_engine: AsyncEngine) -> None:
    async with SqlaUnitOfWork(hasty_engine):
        with pytest.raises(RetryableError):
            await SqlaUnitOfWork(hasty_engine).__aenter__()


async def test_the_victim_of_a_deadlock_is_told_to_try_again(database: DatabaseFactory) -> None:
    one, two = SqlaUnitOfWork(database.engine), SqlaUnitOfWork(database.engine)
    take = "SELECT pg_advisory_xact_lock({})"

    async def take_second(uow: SqlaUnitOfWork, number: int) -> bool:
        try:
            await uow.execute(text(take.format(number)))
        except RetryableError:
            return False
        await uow.commit()
        return True

    async with one, two:
        await one.execute(text(take.format(1)))
        await two.execute(text(take.format(2)))
        ended_well = await asyncio.gather(take_second(one, 2), take_second(two, 1))

    assert sorted(ended_well) == [False, True]


async def test_a_programming_error_is_not_taken_for_anything_else(
    database: DatabaseFactory,
) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        with pytest.raises(ProgrammingError):
            await uow.execute(text("SELECT nonsense"))


async def test_errors_keep_personal_data_to_themselves(database: DatabaseFactory) -> None:
    uow = SqlaUnitOfWork(database.engine)
    async with uow:
        with pytest.raises(ProgrammingError) as caught:
            await uow.execute(
                text("SELECT nonsense FROM users WHERE phone = :phone"), {"phone": "+49"}
            )
    assert "+49" not in str(caught.value)


async def test_a_connection_that_the_server_closed_is_replaced(
    database: DatabaseFactory, hasty_engine: AsyncEngine
) -> None:
    async with hasty_engine.connect() as connection:
        session = (await connection.get_raw_connection()).driver_connection
    assert session is not None
    pid = session.get_server_pid()
    await database.value(select(text(f"pg_terminate_backend({pid}, 5000)")))
    await wait_until(session.is_closed)

    uow = SqlaUnitOfWork(hasty_engine)
    async with uow:
        assert (await uow.execute(text("SELECT pg_backend_pid()"))).scalar_one() != pid


async def test_sessions_speak_utc_and_have_time_limits(database_url: str) -> None:
    engine = create_engine(database_url)
    uow = SqlaUnitOfWork(engine)
    limits = (
        "TimeZone",
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
    )
    async with uow:
        found = [(await uow.execute(text(f"SHOW {name}"))).scalar_one() for name in limits]
    await engine.dispose()

    assert found == ["UTC", "10s", "5s", "30s"]
