"""The engine for plain data: JSON-ready in and out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date

from pydantic import TypeAdapter

from engine.finder import ChainFinder
from engine.model.availability import MasterAvailability
from engine.model.requests import BookingEngineRequest
from engine.scorer import BookingScorer, ScoringWeights

JsonDict = dict[str, object]

_date = TypeAdapter(date)


def find_slots(
    request_data: Mapping[str, object],
    resources_availability: Iterable[Mapping[str, object]],
    *,
    step_minutes: int = 30,
    max_solutions: int = 50,
    scoring_weights: Mapping[str, float] | None = None,
    preferred_resource_ids: Iterable[str] | None = None,
) -> JsonDict:
    """The chains of one day; best first if weights or preferred resources are given.

    Raises:
        pydantic.ValidationError: The data do not describe a request or an availability.
        ValueError: A weight is unknown or not a finite number.
    """
    request = BookingEngineRequest.model_validate(request_data)
    availability = _by_resource(resources_availability)
    result = ChainFinder(step_minutes).find(request, availability, max_solutions)
    if scoring_weights is not None or preferred_resource_ids is not None:
        weights = _weights(scoring_weights or {})
        result = BookingScorer(weights, preferred_resource_ids).score(result, availability)
    return result.model_dump(mode="json")


def find_nearest_slots(
    request_data: Mapping[str, object],
    get_availability_fn: Callable[[date], Iterable[Mapping[str, object]] | None],
    *,
    search_from: date | str | None = None,
    search_days: int = 60,
    step_minutes: int = 30,
) -> JsonDict | None:
    """The first day with a chain, from `search_from` or else the request's own date on.

    Raises:
        pydantic.ValidationError: The data do not describe a request, an availability or a date.
    """
    request = BookingEngineRequest.model_validate(request_data)
    result = ChainFinder(step_minutes).find_nearest(
        request,
        lambda day: _by_resource(get_availability_fn(day) or ()),
        search_from=_date.validate_python(search_from or request.booking_date),
        search_days=search_days,
    )
    return result.model_dump(mode="json") if result.has_solutions else None


def _weights(points: Mapping[str, float]) -> ScoringWeights:
    if unknown := points.keys() - {field.name for field in fields(ScoringWeights)}:
        raise ValueError(f"scoring_weights: there is no {', '.join(sorted(unknown))}")
    return ScoringWeights(**points)


def _by_resource(items: Iterable[Mapping[str, object]]) -> dict[str, MasterAvailability]:
    """Return availability by resource; a resource given twice (a split shift) has both windows."""
    merged: dict[str, MasterAvailability] = {}
    for item in items:
        new = MasterAvailability.model_validate(item)
        known = merged.get(new.resource_id)
        if known is not None:
            anchors = [one.work_start for one in (known, new) if one.work_start is not None]
            ends = known.starts_before, new.starts_before
            buffers = known.buffer_between_minutes, new.buffer_between_minutes
            new = known.model_copy(
                update={
                    "free_windows": known.free_windows + new.free_windows,
                    "work_start": min(anchors, default=None),
                    "starts_before": None if None in ends else max(filter(None, ends)),
                    "buffer_between_minutes": max(buffers),
                }
            )
        merged[new.resource_id] = new
    return merged
