"""Results of a search."""

from datetime import date, datetime
from typing import Self, TypedDict

from pydantic import Field

from engine.model.base import BaseDTO, BookingResult, BookingSolution
from engine.model.requests import BookingMode
from engine.time.moments import instant, minutes_between


class DisplayedItem(TypedDict):
    """One item as a page shows it."""

    resource_id: str
    start: str
    end: str


class SingleServiceSolution(BookingSolution):
    """One service done by one resource; the resource is busy until `gap_end_time`."""

    service_id: str
    gap_end_time: datetime

    def __repr__(self) -> str:
        return (
            f"<SingleServiceSolution svc={self.service_id} res={self.resource_id} "
            f"start={self.start_time:%H:%M}>"
        )


class BookingChainSolution(BaseDTO):
    """A whole visit. Items are in the order of the request, or of the visit if order is free."""

    items: list[SingleServiceSolution] = Field(min_length=1)
    score: float = 0.0

    @property
    def starts_at(self) -> datetime:
        """The earliest start."""
        return min((item.start_time for item in self.items), key=instant)

    @property
    def ends_at(self) -> datetime:
        """The latest end, without the gap."""
        return max((item.end_time for item in self.items), key=instant)

    @property
    def span_minutes(self) -> int:
        """Real minutes from the first start to the last end."""
        return minutes_between(self.starts_at, self.ends_at)

    def to_display(self) -> dict[str, DisplayedItem]:
        """Return items by service id; a repeated service is `id#2`, `id#3` and so on."""
        shown: dict[str, DisplayedItem] = {}
        for item in self.items:
            key, times = item.service_id, 1
            while key in shown:
                times += 1
                key = f"{item.service_id}#{times}"
            shown[key] = {
                "resource_id": item.resource_id,
                "start": f"{item.start_time:%H:%M}",
                "end": f"{item.end_time:%H:%M}",
            }
        return shown

    def __repr__(self) -> str:
        return f"<BookingChainSolution score={self.score:.2f} items={self.items}>"


class EngineResult(BookingResult):
    """Solutions: by start as a finder returns them, best first after a scorer."""

    mode: BookingMode
    solutions: list[BookingChainSolution] = Field(default=[])

    @property
    def has_solutions(self) -> bool:
        """Whether there is a solution."""
        return bool(self.solutions)

    @property
    def best(self) -> BookingChainSolution | None:
        """The first solution."""
        return self.solutions[0] if self.solutions else None

    @property
    def best_scored(self) -> BookingChainSolution | None:
        """The solution with the highest score, the first of equals."""
        return max(self.solutions, key=lambda solution: solution.score, default=None)

    def get_unique_start_times(self) -> list[str]:
        """`HH:MM` of each distinct start, in order of time: after midnight follows the evening.

        Different moments with the same text (two days, a repeated hour) stay separate.
        """
        starts = {instant(start): start for start in (s.starts_at for s in self.solutions)}
        return [f"{starts[moment]:%H:%M}" for moment in sorted(starts)]

    def __repr__(self) -> str:
        return f"<EngineResult mode={self.mode} solutions_count={len(self.solutions)}>"


class WaitlistEntry(BaseDTO):
    """The nearest time for a client on the waitlist."""

    available_date: date
    available_time: str
    solution: BookingChainSolution
    days_from_request: int = 0

    @classmethod
    def from_engine_result(cls, result: EngineResult, original_date: date) -> Self | None:
        """The entry for the first solution of a result, or None if there is none."""
        solution = result.best
        if solution is None:
            return None
        start = solution.starts_at
        return cls(
            available_date=start.date(),
            available_time=f"{start:%H:%M}",
            solution=solution,
            days_from_request=max(0, (start.date() - original_date).days),
        )

    def __repr__(self) -> str:
        return f"<WaitlistEntry date={self.available_date} time={self.available_time}>"
