"""Convert minutes back to datetimes and models; each object is built once."""

from collections.abc import Iterator, Sequence

from engine.model.requests import BookingMode
from engine.model.results import EngineResult, SingleServiceSolution
from engine.search.teams import Chain, Placement
from engine.search.timeline import Timeline


def in_turns(streams: Sequence[Iterator[Chain]], most: int) -> list[Chain]:
    """Take one chain of each stream, then a second of each, until there are `most`.

    The result is grouped by stream.
    """
    taken: list[list[Chain]] = [[] for _ in streams]
    running = list(zip(streams, taken, strict=True))
    missing = most
    while running and missing > 0:
        still = []
        for stream, own in running:
            chain = next(stream, None) if missing else None
            if chain is not None:
                own.append(chain)
                still.append((stream, own))
                missing -= 1
        running = still
    return [chain for own in taken for chain in own]


def written(chains: Sequence[Chain], timeline: Timeline, mode: BookingMode) -> EngineResult:
    """Return chains as models. Equal placements in different chains share frozen objects."""
    known: dict[Placement, list[SingleServiceSolution]] = {}
    solutions = []
    for chain in chains:
        items: list[SingleServiceSolution] = []
        for placement in chain:
            own = known.get(placement)
            if own is None:
                own = known[placement] = _items(placement, timeline)
            items += own
        solutions.append({"items": items})
    result: EngineResult = _new_result({"mode": mode, "solutions": solutions})
    return result


def _items(placement: Placement, timeline: Timeline) -> list[SingleServiceSolution]:
    start, team = placement
    start_time, moment = timeline.moment(start), timeline.moment
    return [
        _new_item(
            {
                "service_id": post.role.service.service_id,
                "resource_id": post.resource_id,
                "start_time": start_time,
                "end_time": moment(start + post.duration),
                "gap_end_time": moment(start + post.block),
            }
        )
        for post in team
    ]


# Call the validators of the models directly, once for all chains: it takes half the time of the
# constructors. Setting the fields without validation would not be faster.
_new_item = SingleServiceSolution.__pydantic_validator__.validate_python
_new_result = EngineResult.__pydantic_validator__.validate_python
