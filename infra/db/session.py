from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolProxiedConnection

PATIENCE_S = 5.0
"""Extra time beyond the server's own timeout, in case the server hangs and never reports it."""


def create_engine(
    url: str,
    *,
    pool_size: int = 10,
    pool_overflow: int = 10,
    pool_timeout_s: float = 10.0,
    statement_timeout_ms: int = 10_000,
    lock_timeout_ms: int = 5_000,
    idle_in_transaction_timeout_ms: int = 30_000,
) -> AsyncEngine:
    """Return a pool of connections whose sessions use UTC and timeouts.

    Errors omit parameters, which may be names, phones and notes.
    """
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_overflow,
        pool_timeout=pool_timeout_s,
        hide_parameters=True,
        connect_args={
            "command_timeout": statement_timeout_ms / 1000 + PATIENCE_S,
            "server_settings": {
                "application_name": "bookline",
                "timezone": "UTC",
                "jit": "off",  # JIT pays off only for long queries; ours are short
                "statement_timeout": str(statement_timeout_ms),
                "lock_timeout": str(lock_timeout_ms),
                "idle_in_transaction_session_timeout": str(idle_in_transaction_timeout_ms),
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(_dbapi: Any, _record: Any, proxy: PoolProxiedConnection) -> None:
    """Let the pool replace a connection closed by the server; needs no round trip.

    Raises:
        DisconnectionError: the signal to the pool to reconnect.
    """
    driver_connection = proxy.driver_connection
    if driver_connection is None or driver_connection.is_closed():
        raise DisconnectionError
