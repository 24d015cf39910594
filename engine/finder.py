"""The search for chains."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from engine.explain import Breaks, Hours, reasons
from engine.horizon import Horizon
from engine.model.availability import Availability
from engine.model.reasons import Reason, ReasonCode
from engine.model.requests import BookingEngineRequest
from engine.model.results import EngineResult
from engine.open_days import counts
from engine.search.search import Search
from engine.search.writer import in_turns, written
from engine.time.limits import LAST_DAY, MAX_DAYS, ensure_count


class ChainFinder:
    """Finds starts, days and chains. Stateless: share one between requests.

    `min_start` is the earliest moment at which a chain may start. The same input gives the same
    answer; the order of windows and resources does not matter. Free windows that mix naive and
    aware datetimes raise a `ValueError` that names the resource; so does a day at the very end of
    the calendar. Costs are given for S services and R resources in steps of about 50 nanoseconds;
    docs/engine.md describes the exponential cases, and `limits` bounds them.
    """

    def __init__(self, step_minutes: int = 30, min_start: datetime | None = None) -> None:
        ensure_count("step_minutes", step_minutes)
        self.step_minutes = step_minutes
        self.min_start = min_start

    def find(
        self,
        request: BookingEngineRequest,
        resources_availability: Availability,
        max_solutions: int = 50,
        max_unique_starts: int | None = None,
    ) -> EngineResult:
        """Chains of the request's date, ordered by start.

        The earliest starts are chosen. Every start gets its most compact chain before any start
        gets a second one. The more compact of two chains ends earlier, then has fewer changes of
        master, then comes first in the order of the request. Every item lies with its gap in free
        time, and chains do not repeat. About S * R for the starts, and again for each chain.

        Raises:
            ValueError: A limit is not a whole number or is below zero; see also the class.
        """
        search = self._search_date(request, resources_availability)
        return _result(search, request, max_solutions, max_unique_starts)

    def find_starts(
        self, request: BookingEngineRequest, resources_availability: Availability
    ) -> list[datetime]:
        """Return every distinct start of the request's date, in order, without building chains.

        A moment is a start if and only if a chain of `find` begins at it. About S * R.
        """
        search = self._search_date(request, resources_availability)
        return search.timeline.moments(search.starts())

    def find_open_days(
        self,
        request: BookingEngineRequest,
        availability_by_date: Mapping[date, Availability],
        enough: int | None = None,
    ) -> dict[date, int]:
        """Return the number of distinct starts for each date, including days without starts.

        A chain over several days counts for its first day, and finds each of the others only under
        its own date. Counting stops at `enough` if given; for plain requests, no further resource
        is read then. About S * R a day; a `Horizon` answers repeated calls in a few steps a day.

        Raises:
            ValueError: `enough` is less than one.
        """
        if enough is not None:
            ensure_count("enough", enough)
        task = request.task(self.step_minutes)
        if task is not None and isinstance(availability_by_date, Horizon):
            return availability_by_date.counts(task, self.min_start, enough)
        if task is not None:
            return counts(task, availability_by_date, self.min_start, enough)

        def availability_of(day: date) -> Availability:
            return availability_by_date.get(day, {})

        return {
            day: self._search_day(request, day, availability_of).count(enough)
            for day in availability_by_date
        }

    def find_nearest(
        self,
        request: BookingEngineRequest,
        get_availability_for_date: Callable[[date], Availability],
        search_from: date,
        search_days: int = 60,
        max_solutions_per_day: int = 1,
    ) -> EngineResult:
        """Return the chains of the first day that has any; later days are not requested.

        Each day is requested once; days without availability are not searched. Chains are chosen
        and ordered as in `find`; about S * R for each day up to the first.

        Raises:
            ValueError: `search_days` or `search_from` is out of range.
        """
        if search_days > MAX_DAYS:
            raise ValueError(f"search_days must be {MAX_DAYS} at most, not {search_days}")
        if search_from > LAST_DAY:
            raise ValueError(f"search_from must be {LAST_DAY} at the latest, not {search_from}")
        availability_of = cache(get_availability_for_date)
        for days in range(search_days):
            day = search_from + timedelta(days=days)
            if availability_of(day):
                search = self._search_day(request, day, availability_of)
                result = _result(search, request, max_solutions_per_day, None)
                if result.has_solutions:
                    return result
        return EngineResult(mode=request.mode)

    def explain(
        self,
        request: BookingEngineRequest,
        resources_availability: Availability,
        start: datetime,
        breaks: Breaks | None = None,
        hours: Hours | None = None,
    ) -> list[Reason]:
        """Return why a start is not offered on the request's date; empty if it is offered.

        Free windows do not distinguish a break from a visit, nor a visit at the end of the day
        from the time after work: pass the `breaks` and the working `hours` of each resource for
        that. A later service is explained at the earliest moment that it could begin. Reasons come
        in the order of the request, each once. The cost is one step for each minute of a buffer,
        service and resource: for single questions, not for lists.
        """
        search = self._search_date(request, resources_availability)
        minute = search.timeline.minute_from(start)
        found = reasons(search, resources_availability, breaks or {}, hours or {}, minute)
        is_whole = not (start.second or start.microsecond)
        return found or ([] if is_whole else [Reason(ReasonCode.OFF_GRID)])

    def _search_date(self, request: BookingEngineRequest, free: Availability) -> Search:
        by_offset = dict.fromkeys(request.day_offsets, free)
        return Search(request, request.booking_date, by_offset, self.step_minutes, self.min_start)

    def _search_day(
        self,
        request: BookingEngineRequest,
        day: date,
        availability_of: Callable[[date], Availability],
    ) -> Search:
        by_offset = {
            offset: availability_of(day + timedelta(days=offset))
            for offset in dict.fromkeys(request.day_offsets)
        }
        return Search(request, day, by_offset, self.step_minutes, self.min_start)


def _result(
    search: Search, request: BookingEngineRequest, most: int, most_starts: int | None
) -> EngineResult:
    ensure_count("max_solutions", most, 0)
    if most_starts is None:
        most_starts = most
    ensure_count("max_unique_starts", most_starts, 0)
    most_starts = min(most, most_starts)
    chains = in_turns([search.chains(start) for start in search.starts(most_starts)], most)
    return written(chains, search.timeline, request.mode)
