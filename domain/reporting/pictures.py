"""What pictures show: words in the reader's language, and numbers. Nothing is decided here."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Percentages (`None`: nothing there) in rows of as many columns as `columns` names."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    percents: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Two values side by side for each label; `shown` is how the first one is written."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    values_before: tuple[float, ...]
    shown: tuple[str, ...]
    legend: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DigestPicture:
    """The picture of a digest; a map or bars without anything in them are left out."""

    load: HeatMap | None
    revenue: Bars | None


class BlockKind(StrEnum):
    """How a visit of the week looks."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"  # for money, or for an answer
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """A visit: from and until are minutes since the midnight that begins its day.

    Of visits at the same time each has its own `lane` of `lanes`.
    """

    from_minute: int
    until_minute: int
    title: str
    subtitle: str
    kind: BlockKind = BlockKind.CONFIRMED
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A column: working stretches in minutes since midnight, breaks and blocks left out.

    `remark` is what stands in the column of a day without work: `day off`.
    """

    label: str
    work: tuple[tuple[int, int], ...]
    blocks: tuple[WeekBlock, ...] = ()
    remark: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """A master's week; `now` is day (from 0) and minute of a line across today's column."""

    title: str
    days: tuple[WeekDay, ...]
    hour_labels: tuple[str, ...]  # of the hours 0 to 24 and, for nights, on
    now: tuple[int, int] | None = None
