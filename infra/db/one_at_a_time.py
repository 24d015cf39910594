import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger(__name__)

WAIT_S = 1.0


@asynccontextmanager
async def one_at_a_time(engine: AsyncEngine, key: int) -> AsyncIterator[None]:
    """Wait until no other process is inside with the same key (64 bits), then go on.

    The lock belongs to a database session that stays open meanwhile, so it ends with the process,
    however that ends. It has nothing to do with the locks of master-days: those have two keys.
    """
    async with engine.connect() as connection:
        session = await connection.execution_options(isolation_level="AUTOCOMMIT")
        told = False
        while not await session.scalar(select(func.pg_try_advisory_lock(key))):
            if not told:
                log.warning("waiting_for_another_process")
                told = True
            await asyncio.sleep(WAIT_S)
        try:
            yield
        finally:
            await session.execute(select(func.pg_advisory_unlock(key)))
