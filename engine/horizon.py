"""Many days, kept between questions."""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.availability import MasterAvailability
from engine.board import Availability, Board
from engine.open_days import Work


class Horizon(Mapping[date, Availability]):
    """Availability by date that remembers when somebody can start.

    `ChainFinder.find_open_days` takes it as it takes any mapping, and answers about services that
    it was asked about before in half a microsecond a day. What changes is replaced, one resource on
    one day at a time: a new booking touches no more than that.
    """

    def __init__(self, availability_by_date: Mapping[date, Availability]) -> None:
        self._by_date = {day: dict(free) for day, free in availability_by_date.items()}
        self.boards = {day: Board(day, {0: free}) for day, free in self._by_date.items()}
        self._known: dict[Work, list[int]] = {}

    def __getitem__(self, day: date) -> Availability:
        return self._by_date[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._by_date)

    def __len__(self) -> int:
        return len(self._by_date)

    def replace(self, day: date, one: MasterAvailability) -> None:
        """Put what is free now in the place of what the resource had free on a day."""
        self._by_date.setdefault(day, {})[one.resource_id] = one
        self.boards[day] = Board(day, {0: self._by_date[day]})
        at = list(self._by_date).index(day)
        for work, moments in self._known.items():
            moments[at : at + 1] = [_moments(self.boards[day], work)]

    def moments(self, work: Work) -> list[int]:
        """For each day the moments at which somebody can start a work."""
        known = self._known.get(work)
        if known is None:
            known = [_moments(board, work) for board in self.boards.values()]
            self._known[work] = known
        return known


def _moments(board: Board, work: Work) -> int:
    moments = 0
    for lane in board.lanes(0, work.resource_ids):
        if lane is not None:
            moments |= lane.starts(work.minutes, work.step)
    return moments
