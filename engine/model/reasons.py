"""Why a start is not offered."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """The kind of obstacle."""

    OUTSIDE_HOURS = "outside_hours"
    BUSY = "busy"
    BREAK = "break"
    BUFFER = "buffer"
    GAP = "gap"
    LEAD_TIME = "lead_time"
    NO_SKILL = "no_skill"
    CHAIN_TOO_LONG = "chain_too_long"
    OFF_GRID = "off_grid"


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle, for a service and a resource; None where it concerns all of them."""

    code: ReasonCode
    service_id: str | None = None
    resource_id: str | None = None
