"""Value types of callback data, and the encoding of moments and days."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import Field

from domain.shared.time import MINUTE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEAR_9000 = datetime(9000, 1, 1, tzinfo=UTC)
"""Far enough from the end of the calendar to add any duration to a moment."""

Id = Annotated[int, Field(ge=0, lt=2**31)]
"""The id of a row in a small table; 0 is none."""

BookingNumber = Annotated[int, Field(gt=0, lt=2**63)]
UserNumber = Annotated[int, Field(ge=0, lt=2**63)]
PaymentNumber = Annotated[int, Field(gt=0, lt=2**63)]
Minor = Annotated[int, Field(ge=0, lt=2**63)]
Minute = Annotated[int, Field(ge=0, lt=(YEAR_9000 - EPOCH) // MINUTE)]
Hour = Annotated[int, Field(ge=0, lt=24)]
Ordinal = Annotated[int, Field(ge=EPOCH.toordinal(), lt=YEAR_9000.toordinal())]


def minute_of(moment: datetime) -> int:
    """Return the whole minutes since 1970 of an aware moment."""
    return (moment - EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    """Return the moment, aware, in UTC."""
    return EPOCH + minute * MINUTE


def day_of(ordinal: int) -> date:
    """Return the day."""
    return date.fromordinal(ordinal)
