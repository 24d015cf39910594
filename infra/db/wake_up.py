import asyncio
from collections.abc import Callable

import structlog
from asyncpg import Connection, InterfaceError, InternalClientError, PostgresError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from infra.db.gateways.outbox.outbox import WAKE_UP

log = structlog.get_logger(__name__)

EVERYTHING = "everything"
"""Told instead of a channel by whoever moves the clock: whatever waits for its time may be due."""

PAUSE_S = 2.0
"""Between two attempts to listen; meanwhile messages are found by looking for them."""

LOST = (SQLAlchemyError, PostgresError, InterfaceError, InternalClientError, OSError)
"""What the session may end with; the driver has errors of its own where it ended just before."""


async def listen(engine: AsyncEngine, on_messages: Callable[[str], None]) -> None:
    """Tell, with their channel, whenever messages were committed; for ever, or until cancelled.

    `EVERYTHING` comes the same way.

    A session that ended is replaced. What is missed meanwhile, or always where PgBouncer lets no
    session listen, is found by looking for it from time to time: this is only quicker.
    """
    while True:
        try:
            async with engine.connect() as session:
                await session.execution_options(isolation_level="AUTOCOMMIT")
                await _until_ended(session, on_messages)
        except LOST as error:
            log.info("not_listening", error=type(error).__name__)
        await asyncio.sleep(PAUSE_S)


async def _until_ended(session: AsyncConnection, on_messages: Callable[[str], None]) -> None:
    ended = asyncio.Event()

    def tell(_connection: object, _pid: int, _name: str, channel: object) -> None:
        on_messages(str(channel))

    raw = await session.get_raw_connection()
    driver = raw.driver_connection
    if not isinstance(driver, Connection):
        raise TypeError("the driver is asyncpg")
    driver.add_termination_listener(lambda _connection: ended.set())
    await driver.add_listener(WAKE_UP, tell)
    try:
        await ended.wait()
    finally:
        await driver.remove_listener(WAKE_UP, tell)
