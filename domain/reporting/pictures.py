"""The contents of pictures: texts in the reader's language, and numbers; no logic."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Percentages (`None`: no value) in rows with one value for each of `columns`."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    percents: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Two values side by side for each label; `shown` is the text of the first value."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    values_before: tuple[float, ...]
    shown: tuple[str, ...]
    legend: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DigestPicture:
    """The picture of a digest; an empty map or empty bars are left out."""

    load: HeatMap | None
    revenue: Bars | None


class BlockKind(StrEnum):
    """How a visit is drawn in the week."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"  # for a payment or an answer
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """A visit; `from_minute` and `until_minute` count from the midnight that begins its day.

    Visits at the same time each have their own `lane` of `lanes`.
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
    """A column: working stretches in minutes since midnight, without breaks and blocks.

    `remark` is the text in the column of a day without work, such as `day off`.
    """

    label: str
    work: tuple[tuple[int, int], ...]
    blocks: tuple[WeekBlock, ...] = ()
    remark: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """A master's week; `now` is the day (from 0) and minute of the line in today's column."""

    title: str
    days: tuple[WeekDay, ...]
    hour_labels: tuple[str, ...]  # hours 0 to 24, and later ones for nights
    now: tuple[int, int] | None = None
