import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

log = structlog.get_logger(__name__)

WAIT_S = 1.0
WATCH_S = 2.0

LOST = (SQLAlchemyError, OSError)
"""Errors of a session that ended or does not answer in time."""


class HeldLock:
    """A lock that belongs to a database session and is lost with it."""

    def __init__(self, session: AsyncConnection) -> None:
        self._session = session
        self.is_lost = False

    async def until_lost(self) -> None:
        """Return when the session has ended; another process may then take the lock."""
        with suppress(*LOST):
            while True:
                await asyncio.sleep(WATCH_S)
                async with asyncio.timeout(WATCH_S):
                    await self._session.scalar(select(1))
        self.is_lost = True


@asynccontextmanager
async def one_at_a_time(engine: AsyncEngine, key: int) -> AsyncIterator[HeldLock]:
    """Wait until no other process holds the lock with the same key (64 bits), then hold it.

    The lock belongs to an open database session, so it is released when the process ends for any
    reason. The holder must watch whether the session ends first. While the database is unavailable
    the wait continues. The lock is independent of the locks of master-days, which have two keys.
    """
    session = await _wait_for_lock(engine, key)
    try:
        yield HeldLock(session)
    finally:
        with suppress(*LOST):
            await session.execute(select(func.pg_advisory_unlock(key)))
            await session.close()


async def _wait_for_lock(engine: AsyncEngine, key: int) -> AsyncConnection:
    logged = None
    while True:
        try:
            session = await _session_with_lock(engine, key)
            reason = "waiting_for_another_process"
        except LOST:
            session, reason = None, "waiting_for_the_database"
        if session is not None:
            return session
        if reason != logged:
            log.warning(reason)
            logged = reason
        await asyncio.sleep(WAIT_S)


async def _session_with_lock(engine: AsyncEngine, key: int) -> AsyncConnection | None:
    """Return an open session that has the lock, or `None` if another session has it."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(engine.connect())
        await session.execution_options(isolation_level="AUTOCOMMIT")
        if await session.scalar(select(func.pg_try_advisory_lock(key))):
            stack.pop_all()  # the caller closes it
            return session
    return None
