"""Why a booking changed, as its history keeps it: a word that is known here, or people's own."""

import re
from datetime import UTC, datetime
from enum import StrEnum

MAX_REASON_LENGTH = 300


class ProgramReason(StrEnum):
    """What the program itself notes, whoever acted."""

    NO_ANSWER = "nobody answered the offer of another time"
    OFFER_DECLINED = "the client keeps the time"
    NEW_HOLD = "for a new hold"
    PAID = "paid"
    PAID_TOO_LATE = "paid too late"
    OTHER_TIME_TAKEN = "another time for late money"


class CancelReason(StrEnum):
    """What clients mostly say when they cancel."""

    UNWELL = "unwell"
    NO_TIME = "no_time"
    OTHER_PLANS = "other_plans"
    BY_MISTAKE = "by_mistake"


class StaffReason(StrEnum):
    """What the staff mostly say when they cancel a client's visit."""

    ILLNESS = "illness"
    CLOSED = "closed"
    CLIENT_ASKED = "client_asked"
    MISTAKE = "booked_wrongly"


_MOMENT = r"(\d{4}-\d\d-\d\dT\S+)"
_MOVED = re.compile(rf"moved from {_MOMENT} to {_MOMENT}")
_OFFERED = re.compile(rf"offered {_MOMENT}")


def moved(from_at: datetime, to_at: datetime) -> str:
    """Return the reason of a move."""
    return f"moved from {_written(from_at)} to {_written(to_at)}"


def read_move(reason: str) -> tuple[datetime, datetime] | None:
    """Return from when to when a visit was moved, where that is what the reason tells."""
    found = _MOVED.fullmatch(reason)
    return None if found is None else (_read(found[1]), _read(found[2]))


def offered(start_at: datetime) -> str:
    """Return the reason of an offer of another time."""
    return f"offered {_written(start_at)}"


def read_offer(reason: str) -> datetime | None:
    """Return the time that was offered, where that is what the reason tells."""
    found = _OFFERED.fullmatch(reason)
    return None if found is None else _read(found[1])


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
