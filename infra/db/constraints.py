"""Translates errors of PostgreSQL into errors of the domain."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.clients.get_client import ClientNotFoundError
from domain.shared.errors import DomainError, RetryableError, StorageUnavailableError
from domain.visit.errors import AlreadyBookedError, SlotTakenError
from domain.visit.proposals import ProposalOpenError
from infra.db.tables import (
    CLIENT_EXISTS,
    LANE_IS_FREE,
    ONE_BOOKING_A_REQUEST,
    ONE_HOLD_A_CLIENT,
    ONE_OPEN_PROPOSAL,
    ONE_PAID_PAYMENT,
    ONE_PAYMENT_A_CHARGE,
)

BY_CONSTRAINT: Mapping[str, type[DomainError]] = {
    LANE_IS_FREE: SlotTakenError,
    CLIENT_EXISTS: ClientNotFoundError,  # joined with another one meanwhile
    ONE_BOOKING_A_REQUEST: AlreadyBookedError,
    ONE_HOLD_A_CLIENT: RetryableError,  # the same client makes two holds at the same moment
    ONE_OPEN_PROPOSAL: ProposalOpenError,
    # Two charges of a payment at the same moment; a retry finds the first one settled.
    ONE_PAID_PAYMENT: RetryableError,
    ONE_PAYMENT_A_CHARGE: RetryableError,
}

TRY_AGAIN_STATES = frozenset({"40001", "40P01", "55P03"})
"""`serialization_failure`, `deadlock_detected`, `lock_not_available` (the lock time-out)."""

AWAY_STATES = ("08", "57P", "53300")
"""Broken connections, server starting or shutting down, too many connections."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Translate database errors into errors of the domain; other errors pass unchanged.

    Raises:
        SlotTakenError: the exclusion constraint rejected the time.
        AlreadyBookedError: the same request was already written.
        RetryableError: a race; nothing was written.
        StorageUnavailableError: there is no connection, or it broke.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise RetryableError from error
    except DBAPIError as error:
        meaning = _meaning_of(error)
        if meaning is None:
            raise
        raise meaning from error
    except (OSError, PostgresError) as error:  # raised by the driver while connecting
        raise StorageUnavailableError from error


def _meaning_of(error: DBAPIError) -> type[DomainError | StorageUnavailableError] | None:
    if error.connection_invalidated:
        return StorageUnavailableError
    refusal = error.driver_exception
    if not isinstance(refusal, PostgresError):
        return None
    if (refusal.sqlstate or "").startswith(AWAY_STATES):
        return StorageUnavailableError
    if refusal.sqlstate in TRY_AGAIN_STATES:
        return RetryableError
    return BY_CONSTRAINT.get(refusal.constraint_name or "")
