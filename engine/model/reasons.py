"""Why a start is not offered."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """What stands in the way."""

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
    """One obstacle: what, for which service, at which resource; None where it concerns all."""

    code: ReasonCode
    service_id: str | None = None
    resource_id: str | None = None
