"""From moments back to datetimes and models; nothing is built twice."""

from collections.abc import Iterable
from datetime import datetime

from engine.board import Board
from engine.chains import Chain
from engine.results import BookingChainSolution, SingleServiceSolution
from engine.teams import Pair


class Writer:
    """Writes chains down. Equal items of different chains are one frozen object."""

    def __init__(self, board: Board, *, as_requested: bool) -> None:
        self._board = board
        self._as_requested = as_requested
        self._times: dict[int, datetime] = {}
        self._items: dict[tuple[int, str, int], SingleServiceSolution] = {}

    def solution(self, chain: Chain) -> BookingChainSolution:
        """A chain as a model: items in the order of the request, or as they are done."""
        parts = [(pair, start) for start, team in chain for pair in team]
        if self._as_requested:
            parts.sort(key=lambda part: part[0].role.position)
        return BookingChainSolution(items=[self._item(pair, start) for pair, start in parts])

    def _item(self, pair: Pair, start: int) -> SingleServiceSolution:
        key = (pair.role.position, pair.resource_id, start)
        item = self._items.get(key)
        if item is None:
            item = self._items[key] = SingleServiceSolution(
                service_id=pair.role.service.service_id,
                resource_id=pair.resource_id,
                start_time=self._time(start),
                end_time=self._time(start + pair.duration),
                gap_end_time=self._time(start + pair.block),
            )
        return item

    def _time(self, minute: int) -> datetime:
        time = self._times.get(minute)
        if time is None:
            time = self._times[minute] = self._board.moment(minute)
        return time


def in_turns(streams: list[Iterable[Chain]], most: int) -> list[Chain]:
    """One chain of each stream, then a second one of each, until there are enough.

    They are returned stream by stream.
    """
    taken: list[list[Chain]] = [[] for _ in streams]
    running = list(zip(map(iter, streams), taken, strict=True))
    count = 0
    while running and count < most:
        still = []
        for stream, own in running[: most - count]:
            chain = next(stream, None)
            if chain is not None:
                own.append(chain)
                still.append((stream, own))
        count += len(still)
        running = still
    return [chain for own in taken for chain in own]
