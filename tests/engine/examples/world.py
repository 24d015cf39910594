"""A salon on Friday the 10th of May 2024, in few words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from engine import (
    BookingChainSolution,
    BookingEngineRequest,
    BookingMode,
    EngineResult,
    MasterAvailability,
    ServiceRequest,
)

DAY = date(2024, 5, 10)

Free = dict[str, MasterAvailability]


def at(clock: str, day: date = DAY, zone: tzinfo | None = None) -> datetime:
    """`at("09:30")`; hours from 24 on are of the next day."""
    hours, minutes = map(int, clock.split(":"))
    midnight = datetime.combine(day + timedelta(days=hours // 24), time(), zone)
    return midnight.replace(hour=hours % 24, minute=minutes)


def window(text: str, day: date = DAY, zone: tzinfo | None = None) -> tuple[datetime, datetime]:
    """`window("09:00-12:00")`."""
    start, end = text.split("-")
    return at(start, day, zone), at(end, day, zone)


def master(
    resource_id: str,
    *windows: str,
    day: date = DAY,
    zone: tzinfo | None = None,
    work_start: str | None = None,
    buffer: int = 0,
) -> Free:
    one = MasterAvailability(
        resource_id=resource_id,
        free_windows=[window(text, day, zone) for text in windows],
        work_start=None if work_start is None else at(work_start, day, zone),
        buffer_between_minutes=buffer,
    )
    return {resource_id: one}


def service(
    service_id: str,
    minutes: int,
    *masters: str,
    gap: int = 0,
    tag: str | None = None,
    paces: Mapping[str, int] | None = None,
) -> ServiceRequest:
    return ServiceRequest(
        service_id=service_id,
        duration_minutes=minutes,
        min_gap_after_minutes=gap,
        possible_resource_ids=list(masters),
        parallel_group=tag,
        duration_by_resource=dict(paces or {}),
    )


def request(
    *services: ServiceRequest,
    day: date = DAY,
    mode: BookingMode = BookingMode.SINGLE_DAY,
    overlap: bool = False,
    any_order: bool = False,
    people: int = 1,
    longest: int | None = None,
    days_gap: Sequence[int] | None = None,
) -> BookingEngineRequest:
    return BookingEngineRequest(
        booking_date=day,
        service_requests=list(services),
        mode=mode,
        overlap_allowed=overlap,
        service_order_free=any_order,
        group_size=people,
        max_chain_duration_minutes=longest,
        days_gap=None if days_gap is None else list(days_gap),
    )


def clocks(moments: Sequence[datetime]) -> list[str]:
    return [f"{moment:%H:%M}" for moment in moments]


def told(solution: BookingChainSolution) -> str:
    """A chain in a line: `cut 1 09:00-10:00, colour 2 10:00-11:30`."""
    return ", ".join(
        f"{item.service_id} {item.resource_id} {item.start_time:%H:%M}-{item.end_time:%H:%M}"
        for item in solution.items
    )


def lines(result: EngineResult) -> list[str]:
    return [told(solution) for solution in result.solutions]
