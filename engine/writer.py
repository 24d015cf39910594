"""From minutes back to datetimes and models; nothing is built twice."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from engine.board import Board
from engine.plan import Post
from engine.results import BookingChainSolution, SingleServiceSolution
from engine.teams import Chain


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
    items: dict[tuple[int, Post], SingleServiceSolution] = {}
    times = _Times(board)
    solutions = []
    for chain in chains:
        own = []
        for start, team in chain:
            for post in team:
                item = items.get((start, post))
                if item is None:
                    item = items[start, post] = _item(start, post, times)
                own.append(item)
        solutions.append(_new_chain({"items": own}))
    return solutions


class _Times(dict[int, datetime]):
    """The times of minutes, each worked out once."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def __missing__(self, minute: int) -> datetime:
        self[minute] = moment = self._board.moment(minute)
        return moment


def _item(start: int, post: Post, times: _Times) -> SingleServiceSolution:
    item: SingleServiceSolution = _new_item(
        {
            "service_id": post.role.service.service_id,
            "resource_id": post.resource_id,
            "start_time": times[start],
            "end_time": times[start + post.duration],
            "gap_end_time": times[start + post.block],
        }
    )
    return item


# What a model's constructor calls, without the way there: a third less time for each model.
_new_item = SingleServiceSolution.__pydantic_validator__.validate_python
_new_chain = BookingChainSolution.__pydantic_validator__.validate_python
