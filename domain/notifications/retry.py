"""The decision about a message that did not arrive, as a value."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from domain.outbox.errors import DeliveryError, DeliveryFailedError, RecipientGoneError

MAX_ATTEMPTS = 12
"""With the pauses below they take more than an hour, so a channel may be away that long."""

FIRST_PAUSE_S = 5.0
LONGEST_PAUSE_S = 900.0
JITTER = 0.25
"""At most this part of a pause is added, so that messages do not retry all at once."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again at `at`; a provider's request to wait is no failure and does not count."""

    at: datetime
    counts: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again."""


def decide(failure: DeliveryError, key: str, attempt: int, now: datetime) -> RetryAt | GiveUp:
    """Return what to do after the `attempt`-th attempt (from 1) failed.

    The jitter is calculated from the key: the same failure gets the same decision.
    """
    if isinstance(failure, RecipientGoneError):
        return GiveUp()
    spread = 1 + JITTER * crc32(f"{key}:{attempt}".encode()) / 2**32
    if isinstance(failure, DeliveryFailedError) and failure.retry_after_s is not None:
        return RetryAt(now + timedelta(seconds=failure.retry_after_s * spread), counts=False)
    if attempt >= MAX_ATTEMPTS:
        return GiveUp()
    pause_s = min(FIRST_PAUSE_S * 2 ** (attempt - 1), LONGEST_PAUSE_S)
    return RetryAt(now + timedelta(seconds=pause_s * spread))
