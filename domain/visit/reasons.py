"""Reasons of booking changes, as stored in the history: a known value or free text."""

import re
from datetime import UTC, datetime
from enum import StrEnum

MAX_REASON_LENGTH = 300


class ProgramReason(StrEnum):
    """Reasons that the program writes, whichever user acted."""

    NO_ANSWER = "nobody answered the offer of another time"
    OFFER_DECLINED = "the client keeps the time"
    NEW_HOLD = "for a new hold"
    PAID = "paid"
    PAID_TOO_LATE = "paid too late"
    OTHER_TIME_TAKEN = "another time for late money"


class CancelReason(StrEnum):
    """Common reasons of clients for a cancel."""

    UNWELL = "unwell"
    NO_TIME = "no_time"
    OTHER_PLANS = "other_plans"
    BY_MISTAKE = "by_mistake"


class StaffReason(StrEnum):
    """Common reasons of the staff for cancelling a client's visit."""

    ILLNESS = "illness"
    CLOSED = "closed"
    CLIENT_ASKED = "client_asked"
    MISTAKE = "booked_wrongly"


_MOMENT = r"(\d{4}-\d\d-\d\dT\S+)"
_MOVED = re.compile(rf"moved from {_MOMENT} to {_MOMENT}")
_OFFERED = re.compile(rf"offered {_MOMENT}")


def moved(from_at: datetime, to_at: datetime) -> str:
    """Return the reason of a move."""
    return f"moved from {_format(from_at)} to {_format(to_at)}"


def read_move(reason: str) -> tuple[datetime, datetime] | None:
    """Return the old and the new start if the reason is a move."""
    found = _MOVED.fullmatch(reason)
    return None if found is None else (_parse(found[1]), _parse(found[2]))


def offered(start_at: datetime) -> str:
    """Return the reason of a proposal of another time."""
    return f"offered {_format(start_at)}"


def read_offer(reason: str) -> datetime | None:
    """Return the proposed time if the reason is a proposal."""
    found = _OFFERED.fullmatch(reason)
    return None if found is None else _parse(found[1])


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _parse(text: str) -> datetime:
    return datetime.fromisoformat(text)
