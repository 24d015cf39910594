"""What errors of PostgreSQL mean to the business."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.booking.errors import AlreadyBookedError, SlotTakenError
from domain.shared.errors import DomainError, TryAgainError
from infra.db.tables import LANE_IS_FREE, ONE_BOOKING_A_REQUEST, ONE_HOLD_A_CLIENT

BY_CONSTRAINT: Mapping[str, type[DomainError]] = {
    LANE_IS_FREE: SlotTakenError,
    ONE_BOOKING_A_REQUEST: AlreadyBookedError,
    ONE_HOLD_A_CLIENT: TryAgainError,  # the same client holds two times at the same moment
}

TRY_AGAIN_STATES = frozenset({"40001", "40P01", "55P03"})
"""`serialization_failure`, `deadlock_detected`, `lock_not_available` (the lock time-out)."""


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what the database refuses into the domain's errors; let the rest through.

    Raises:
        SlotTakenError: the exclusion constraint had the last word.
        AlreadyBookedError: the same request was written already.
        TryAgainError: a race that leaves nothing behind.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise TryAgainError from error
    except DBAPIError as error:
        meaning = _meaning_of(error.driver_exception)
        if meaning is None:
            raise
        raise meaning from error


def _meaning_of(error: Exception) -> type[DomainError] | None:
    if not isinstance(error, PostgresError):
        return None
    if error.sqlstate in TRY_AGAIN_STATES:
        return TryAgainError
    return BY_CONSTRAINT.get(error.constraint_name or "")
