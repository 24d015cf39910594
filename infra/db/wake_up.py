import asyncio
from collections.abc import Callable

import structlog
from asyncpg import Connection, InterfaceError, InternalClientError, PostgresError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

log = structlog.get_logger(__name__)

WAKE_UP = "outbox"
"""The PostgreSQL channel that announces new messages; its payload is their `Channel`."""

EVERYTHING = "everything"
"""Sent instead of a channel when the clock is moved: any waiting message may be due."""

PAUSE_S = 2.0
"""Between two attempts to listen; in the meantime messages are found by polling."""

LOST = (SQLAlchemyError, PostgresError, InterfaceError, InternalClientError, OSError)
"""Errors that end the session, including the driver's own errors for a closed session."""


async def listen(engine: AsyncEngine, on_messages: Callable[[str], None]) -> None:
    """Call `on_messages` with the channel after each commit of messages, until cancelled.

    `EVERYTHING` is passed in the same way.

    A session that ended is replaced. Missed notifications (all of them, if PgBouncer does not
    support LISTEN) do no harm: polling finds the messages; listening is only faster.
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

    def forward(_connection: object, _pid: int, _name: str, channel: object) -> None:
        on_messages(str(channel))

    raw = await session.get_raw_connection()
    driver = raw.driver_connection
    if not isinstance(driver, Connection):
        raise TypeError("the driver is asyncpg")
    driver.add_termination_listener(lambda _connection: ended.set())
    await driver.add_listener(WAKE_UP, forward)
    try:
        await ended.wait()
    finally:
        await driver.remove_listener(WAKE_UP, forward)
