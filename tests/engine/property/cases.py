"""Random small worlds: the same facts for the engine and for the oracle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from os import environ
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from engine import (
    BookingChainSolution,
    BookingEngineRequest,
    BookingMode,
    ChainFinder,
    MasterAvailability,
    ServiceRequest,
)
from engine.time.moments import instant
from tests.engine.property.oracle import DAY, Chain, Facts, Item

Day = tuple[date, tzinfo | None]

DATE = date(2024, 5, 10)
OPENING = 9 * 60
ORDINARY: Day = (DATE, None)
BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
CHANGES: list[Day] = [
    (date(2024, 3, 31), BERLIN),
    (date(2024, 10, 27), BERLIN),
    (date(2024, 4, 7), LORD_HOWE),
    (date(2024, 10, 6), LORD_HOWE),
]
"""When the clocks are changed, by an hour or by half an one, at two or three in the morning."""
HALF_HOURS: list[Day] = [
    (DATE, ZoneInfo("Asia/Kolkata")),
    (DATE, ZoneInfo("Asia/Kathmandu")),
    (DATE, LORD_HOWE),
]
EVENING = 23 * 60 + 30
RESOURCES = ("1", "2", "3")

# EXAMPLES=1000 tries tens of thousands of cases. A failure prints what to repeat it by.
thorough = settings(
    max_examples=int(environ.get("EXAMPLES", "100")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Windows = dict[tuple[str, int], list[tuple[int, int]]]


def moment(minute: int, day: date = DATE, zone: tzinfo | None = None) -> datetime:
    """The time so many real minutes after midnight."""
    midnight = datetime.combine(day, time(), zone)
    if zone is None:
        return midnight + timedelta(minutes=minute)
    return (midnight.astimezone(UTC) + timedelta(minutes=minute)).astimezone(zone)


@dataclass(frozen=True)
class Case:
    """A request and the free windows of each resource and day, in minutes of its day."""

    request: BookingEngineRequest
    windows: Windows
    work_starts: dict[str, int]
    step_minutes: int
    min_start: int
    zone: tzinfo | None = None

    def moment(self, minute: int) -> datetime:
        return moment(minute, self.request.booking_date, self.zone)

    def finder(self) -> ChainFinder:
        earliest = self.moment(self.min_start) if self.min_start else None
        return ChainFinder(self.step_minutes, earliest)

    def availability(self) -> dict[str, MasterAvailability]:
        return {
            name: MasterAvailability(
                resource_id=name,
                free_windows=[
                    (self.moment(day * DAY + start), self.moment(day * DAY + end))
                    for (owner, day), windows in self.windows.items()
                    if owner == name
                    for start, end in windows
                ],
                work_start=self.moment(self.work_starts[name])
                if name in self.work_starts
                else None,
            )
            for name in RESOURCES
        }

    def work_start(self, name: str) -> datetime | None:
        return self.moment(self.work_starts[name]) if name in self.work_starts else None

    def facts(self) -> Facts:
        free = {
            (name, day): frozenset(
                day * DAY + minute for start, end in windows for minute in range(start, end)
            )
            for (name, day), windows in self.windows.items()
        }
        anchors = {
            (name, day): self.work_starts.get(name, min(free[name, day], default=0))
            for name, day in free
        }
        return Facts(free, anchors, self.step_minutes, self.min_start)

    def chain(self, solution: BookingChainSolution) -> Chain:
        """What the engine found, as the oracle writes it."""
        services = self.request.service_requests

        def minute(when: datetime) -> int:
            return (instant(when) - instant(self.moment(0))) // timedelta(minutes=1)

        positions = _positions(solution, services)
        return frozenset(
            Item(
                position,
                item.resource_id,
                minute(item.start_time),
                minute(item.end_time),
                minute(item.gap_end_time),
            )
            for position, item in zip(positions, solution.items, strict=True)
        )


def _positions(solution: BookingChainSolution, services: list[ServiceRequest]) -> list[int]:
    """The services of the items; ids are unique but for services that are quite equal."""
    index = {service.service_id: at for at, service in reversed(list(enumerate(services)))}
    return [index[item.service_id] for item in solution.items]


def windows(days: int, opening: int, length: int) -> st.SearchStrategy[Windows]:
    """For each resource and day a few windows, unaligned, that may touch, overlap and repeat."""

    def window(start: int, size: int) -> tuple[int, int]:
        return opening + start, opening + min(start + size, length)

    one = st.builds(window, st.integers(0, length // 2), st.integers(20, length))
    some = st.lists(one, min_size=1, max_size=2)
    most = st.sampled_from(range(5)).flatmap(lambda fifth: some if fifth else st.just([]))
    return st.fixed_dictionaries({(name, day): most for name in RESOURCES for day in range(days)})


@st.composite
def services(draw: st.DrawFn, count: int, tags: list[str | None]) -> list[ServiceRequest]:
    made: list[ServiceRequest] = []
    for index in range(count):
        some = st.lists(st.sampled_from(RESOURCES), min_size=1, max_size=3)
        names = draw(st.permutations(RESOURCES) | st.permutations(RESOURCES) | some)
        paces = draw(st.dictionaries(st.sampled_from(RESOURCES), st.integers(3, 15), max_size=1))
        made.append(
            ServiceRequest(
                service_id=f"s{index}",
                duration_minutes=draw(st.integers(3, 15)),
                min_gap_after_minutes=draw(st.sampled_from([0, 0, 0, 4, 7])),
                possible_resource_ids=names,
                parallel_group=draw(st.sampled_from(tags)),
                duration_by_resource=paces,
            )
        )
    return made


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    modes: tuple[BookingMode, ...] = (BookingMode.SINGLE_DAY,),
    tags: tuple[str | None, ...] = (None,),
    overlap: bool = False,
    any_order: bool = False,
    group_sizes: tuple[int, ...] = (1,),
    twins: bool = False,
    most_services: int = 3,
    length: int = 75,
    opening: int = OPENING,
    on: Sequence[Day] = (ORDINARY,),
) -> Case:
    """A case; those of an evening go on past midnight, and tell when work started."""
    booking_date, zone = draw(st.sampled_from(on))
    mode = draw(st.sampled_from(modes))
    count = draw(st.integers(1, most_services))
    wanted = draw(services(count, list(tags)))
    if twins and draw(st.booleans()):
        wanted = [*wanted, wanted[0]]
    days = DAY if mode is BookingMode.MULTI_DAY else 0
    least = sum(service.total_block_minutes for service in wanted)
    spans = st.integers(max(1, least * 2 // 3), least + 15).map(lambda minutes: minutes + days)
    offsets = sorted(draw(st.lists(st.integers(0, 1), min_size=len(wanted), max_size=len(wanted))))
    request = BookingEngineRequest(
        booking_date=booking_date,
        service_requests=wanted,
        mode=mode,
        overlap_allowed=overlap,
        service_order_free=any_order,
        group_size=draw(st.sampled_from(group_sizes)),
        max_chain_duration_minutes=draw(st.none() | spans),
        days_gap=offsets if mode is BookingMode.MULTI_DAY else None,
    )
    days = 2 if mode is BookingMode.MULTI_DAY else 1
    work_start = st.integers(opening - 7, opening + 20)
    by_name = st.dictionaries(st.sampled_from(RESOURCES), work_start)
    if opening == EVENING:
        by_name = st.fixed_dictionaries(dict.fromkeys(RESOURCES, work_start))
    return Case(
        request,
        draw(windows(days, opening, length)),
        draw(by_name),
        draw(st.sampled_from([7, 10, 15, 30])),
        draw(st.just(0) | st.integers(opening, opening + length // 3)),
        zone,
    )
