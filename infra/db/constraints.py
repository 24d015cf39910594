"""What errors of PostgreSQL mean to the business."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.shared.errors import DomainError, RetryableError, StorageUnavailableError
from domain.visit.errors import AlreadyBookedError, SlotTakenError
from domain.visit.proposals import ProposalOpenError
from infra.db.tables import (
    LANE_IS_FREE,
    ONE_BOOKING_A_REQUEST,
    ONE_HOLD_A_CLIENT,
    ONE_OPEN_PROPOSAL,
    ONE_PAID_PAYMENT,
    ONE_PAYMENT_A_CHARGE,
)

BY_CONSTRAINT: Mapping[str, type[DomainError]] = {
    LANE_IS_FREE: SlotTakenError,
    ONE_BOOKING_A_REQUEST: AlreadyBookedError,
    ONE_HOLD_A_CLIENT: RetryableError,  # the same client holds two times at the same moment
    ONE_OPEN_PROPOSAL: ProposalOpenError,
    # Two of a payment's charges at the same moment; a second look finds the first one settled.
    ONE_PAID_PAYMENT: RetryableError,
    ONE_PAYMENT_A_CHARGE: RetryableError,
}

TRY_AGAIN_STATES = frozenset({"40001", "40P01", "55P03"})
"""`serialization_failure`, `deadlock_detected`, `lock_not_available` (the lock time-out)."""

AWAY_STATES = ("08", "57P", "53300")
"""Sessions break, come too early after a restart, are ended by one, or find no room."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the database refuses into the domain's errors; let the rest through.

    Raises:
        SlotTakenError: the exclusion constraint had the last word.
        AlreadyBookedError: the same request was written already.
        RetryableError: a race that leaves nothing behind.
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
    except (OSError, PostgresError) as error:  # which the driver raises while it connects
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
