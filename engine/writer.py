"""From minutes back to datetimes and models; nothing is built twice."""

from collections.abc import Iterator, Sequence

from engine.board import Board
from engine.chains import Chain
from engine.results import BookingChainSolution, SingleServiceSolution
from engine.teams import Pair


def in_turns(streams: Sequence[Iterator[Chain]], most: int) -> list[Chain]:
    """One chain of each stream, then a second one of each, until there are enough.

    They are returned stream by stream.
    """
    taken: list[list[Chain]] = [[] for _ in streams]
    running = list(zip(streams, taken, strict=True))
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


def written(
    chains: Sequence[Chain], board: Board, *, as_requested: bool
) -> list[BookingChainSolution]:
    """Chains as models; items in the order of the request, or as they are done.

    Equal items of different chains are one frozen object.
    """
    items: dict[tuple[Pair, int], SingleServiceSolution] = {}
    solutions = []
    for chain in chains:
        parts = [(pair, start) for start, team in chain for pair in team]
        if as_requested:
            parts.sort(key=_position)
        for part in parts:
            if part not in items:
                items[part] = _item(*part, board)
        solutions.append(BookingChainSolution(items=[items[part] for part in parts]))
    return solutions


def _position(part: tuple[Pair, int]) -> int:
    return part[0].role.position


def _item(pair: Pair, start: int, board: Board) -> SingleServiceSolution:
    minutes = (start, start + pair.duration, start + pair.block)
    start_time, end_time, gap_end_time = board.moments(minutes)
    return SingleServiceSolution(
        service_id=pair.role.service.service_id,
        resource_id=pair.resource_id,
        start_time=start_time,
        end_time=end_time,
        gap_end_time=gap_end_time,
    )
