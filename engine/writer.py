"""From minutes back to datetimes and models; nothing is built twice."""

from collections.abc import Iterator, Sequence

from engine.board import Board
from engine.chains import Chain
from engine.plan import Post
from engine.results import BookingChainSolution, SingleServiceSolution


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


def written(chains: Sequence[Chain], board: Board) -> list[BookingChainSolution]:
    """Chains as models. Equal items of different chains are one frozen object."""
    items: dict[tuple[int, str, int], SingleServiceSolution] = {}
    solutions = []
    for chain in chains:
        own = []
        for start, team in chain:
            for post in team:
                key = (start, post.resource_id, post.role.position)
                item = items.get(key)
                if item is None:
                    item = items[key] = _item(post, start, board)
                own.append(item)
        solutions.append(BookingChainSolution(items=own))
    return solutions


def _item(post: Post, start: int, board: Board) -> SingleServiceSolution:
    start_time, end_time, gap_end_time = board.moments(
        (start, start + post.duration, start + post.block)
    )
    return SingleServiceSolution(
        service_id=post.role.service.service_id,
        resource_id=post.resource_id,
        start_time=start_time,
        end_time=end_time,
        gap_end_time=gap_end_time,
    )
