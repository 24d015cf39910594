"""The engine alone, against the public engine `codex-services` if that is installed."""

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from random import Random
from statistics import median
from time import process_time
from types import FrameType, ModuleType
from typing import Any

import engine
from bench.report import Cell, Report

FIRST_DAY = date(2024, 5, 10)
OPENS, CLOSES = 9 * 60, 18 * 60
STEP_MINUTES = 15
PEER = "codex_services.booking.slot_master"
PEER_LIMIT_S = 60.0
ENOUGH_S = 0.3
COLUMNS = ("question", "peer, us", "ours, us", "times faster", "goal")
NOTES = tuple(
    """\
Medians in one process, of the processor's time.
Masters work from 9 to 18 and are about two thirds booked.
The grid of starts is 15 minutes unless it is named.
The peer is asked for starts, and for the earliest chain, start by start and master by master: \
one question alone does not give it the true answer. Its first answer is half an hour late here.
From rows: free windows as plain data; the peer needs models of them, and makes them.
The peer is stopped after 60 s a question; it would take longer.
Kept: the days are a Horizon, which remembers the masks of starts.""".splitlines()
)

ALONE = "The peer is not compared: codex-services, which needs Python 3.12, is not installed."

Rows = dict[str, tuple[list[tuple[datetime, datetime]], datetime]]
"""Masters with their free windows and start of work, as read from a database."""


Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """A question to both engines; preparation is not measured."""

    question: str
    ours: "Callable[[Side], Ask]"
    theirs: "Callable[[Side], Ask] | None" = None
    goal: float | None = None


class Side:
    """One of the two engines, through the names that they share."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def free(self, rows: Rows) -> dict[str, Any]:
        make = self._module.MasterAvailability
        return {
            name: make(resource_id=name, free_windows=windows, work_start=start)
            for name, (windows, start) in rows.items()
        }

    def wanted(self, masters: int, minutes: Sequence[int], day: date = FIRST_DAY) -> Any:
        """Return a request for a chain of services that each master can do."""
        names = [str(master) for master in range(masters)]
        services = [
            self._module.ServiceRequest(
                service_id=f"s{at}", duration_minutes=length, possible_resource_ids=names
            )
            for at, length in enumerate(minutes)
        ]
        return self._module.BookingEngineRequest(booking_date=day, service_requests=services)

    def finder(self, step: int = STEP_MINUTES, min_start: datetime | None = None) -> Any:
        return self._module.ChainFinder(step, min_start)


def run() -> Report:
    """Measure all cases; takes two minutes with the peer, seconds without."""
    ours = Side(engine)
    peer = Side(import_module(PEER)) if find_spec("codex_services") else None
    cases = chain(_days(), _months(), _growth())
    notes = NOTES if peer else (*NOTES, ALONE)
    return Report("Engine", COLUMNS, tuple(_row(case, ours, peer) for case in cases), notes)


def _days() -> Iterator[Case]:
    for masters, minutes, step, goal in (
        (5, (60,), STEP_MINUTES, 40),
        (5, (60, 45, 30), STEP_MINUTES, 80),
        (20, (60, 45, 30), 5, 400),
    ):
        rows = _rows(masters)
        yield Case(
            f"all starts of a day: services {len(minutes)}, masters {masters}, step {step}",
            partial(_starts, rows=rows, minutes=minutes, step=step),
            partial(_starts_of_peer, rows=rows, minutes=minutes, step=step),
            goal,
        )
    rows, chain_minutes = _rows(5), (60, 45, 30)
    earliest = partial(_chains, rows=rows, minutes=chain_minutes, cap=1)
    yield Case(
        "the earliest chain: services 3, masters 5",
        earliest,
        partial(
            _starts_of_peer, rows=rows, minutes=chain_minutes, step=STEP_MINUTES, only_first=True
        ),
        2,
    )
    yield Case("the same, of the peer its first answer", earliest, earliest)
    find = partial(_chains, rows=rows, minutes=chain_minutes, cap=50)
    yield Case("chains up to the cap of 50: services 3, masters 5", find, find, 2)
    find = partial(_chains, rows=_rows(8, booked=0.0), minutes=(100, 100, 100, 100, 150), cap=50)
    yield Case("a chain that cannot be done: services 5, masters 8", find, find, 1_000_000)


def _months() -> Iterator[Case]:
    shape = "services 2, masters 20"
    days, minutes = _horizon(20, 60), (60, 45)
    theirs = partial(_open_days_of_peer, horizon=days, minutes=minutes)
    asked = partial(_open_days, horizon=days, minutes=minutes)
    yes_or_no = f"which of 60 days have a start, from rows: {shape}"
    yield Case(yes_or_no, partial(asked, enough=1), theirs, 10)
    yield Case("the same, kept", partial(asked, kept=True), theirs, 200)
    yield Case("the same from rows, none, a few or 4 and more", partial(asked, enough=4))
    yield Case("the same from rows, every start counted", asked)


def _growth() -> Iterator[Case]:
    shapes = [(masters, 60, 2) for masters in (5, 20, 50, 100, 200)]
    shapes += [(20, days, 2) for days in (7, 30, 180, 365)]
    shapes += [(20, 60, services) for services in (1, 4, 6)]
    for masters, days, services in shapes:
        yield Case(
            f"open days from rows: days {days}, services {services}, masters {masters}",
            partial(
                _open_days,
                horizon=_horizon(masters, days),
                minutes=(60, 45, 30, 50, 40, 20)[:services],
            ),
        )


def _starts(side: Side, rows: Rows, minutes: Sequence[int], step: int) -> Ask:
    return partial(side.finder(step).find_starts, side.wanted(len(rows), minutes), side.free(rows))


def _starts_of_peer(
    side: Side, rows: Rows, minutes: Sequence[int], step: int, *, only_first: bool = False
) -> Ask:
    """Ask for every start of the day: at each, a master must begin a chain exactly then."""
    free, wanted = side.free(rows), side.wanted(len(rows), minutes)
    first, *others = wanted.service_requests
    firsts = [first.model_copy(update={"possible_resource_ids": [name]}) for name in free]
    by_master = [wanted.model_copy(update={"service_requests": [one, *others]}) for one in firsts]

    def is_start(start: datetime) -> bool:
        finder = side.finder(step, start)
        chains = (finder.find(request, free, 1).best for request in by_master)
        return any(best is not None and best.starts_at == start for best in chains)

    def ask() -> list[datetime]:
        moments = (_at(FIRST_DAY, minute) for minute in range(OPENS, CLOSES, step))
        starts = (moment for moment in moments if is_start(moment))
        return list(islice(starts, 1 if only_first else None))

    return ask


def _chains(
    side: Side, rows: Rows, minutes: Sequence[int], cap: int, step: int = STEP_MINUTES
) -> Ask:
    return partial(side.finder(step).find, side.wanted(len(rows), minutes), side.free(rows), cap)


def _open_days(
    side: Side,
    horizon: dict[date, Rows],
    minutes: Sequence[int],
    *,
    kept: bool = False,
    enough: int | None = None,
) -> Ask:
    wanted = side.wanted(len(horizon[FIRST_DAY]), minutes)
    days = engine.Horizon(horizon) if kept else horizon
    return partial(side.finder().find_open_days, wanted, days, enough)


def _open_days_of_peer(side: Side, horizon: dict[date, Rows], minutes: Sequence[int]) -> Ask:
    finder = side.finder()
    requests = {day: side.wanted(len(rows), minutes, day) for day, rows in horizon.items()}
    return lambda: [
        finder.find(requests[day], side.free(rows), 1).has_solutions
        for day, rows in horizon.items()
    ]


def _horizon(masters: int, days: int) -> dict[date, Rows]:
    coming = [FIRST_DAY + timedelta(days=number) for number in range(days)]
    return {day: _rows(masters, day) for day in coming}


def _rows(masters: int, day: date = FIRST_DAY, booked: float = 2 / 3) -> Rows:
    """Return random free windows of a day, always the same for the same arguments."""
    random = Random(f"{day} {masters}")
    rows: Rows = {}
    for master in range(masters):
        windows: list[tuple[datetime, datetime]] = []
        minute = OPENS
        while minute < CLOSES:
            visit = random.choice((30, 45, 60, 90))
            end = min(minute + visit, CLOSES)
            if random.random() >= booked:
                merges = windows and windows[-1][1] == _at(day, minute)
                start = windows.pop()[0] if merges else _at(day, minute)
                windows.append((start, _at(day, end)))
            minute = end
        rows[str(master)] = windows, _at(day, OPENS)
    return rows


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _row(case: Case, ours: Side, peer: Side | None) -> tuple[Cell, ...]:
    own_s = _median_s(case.ours(ours))
    if peer is None or case.theirs is None:
        return (case.question, None, own_s * 1e6, None, case.goal)
    peer_s = _median_s(case.theirs(peer))
    return (case.question, peer_s * 1e6, own_s * 1e6, peer_s / own_s, case.goal)


def _median_s(ask: Ask) -> float:
    """Return the median time of runs for a third of a second; as in timeit, without GC."""
    times = [_seconds(ask)]
    gc.collect()
    gc.disable()
    while sum(times) < ENOUGH_S:
        times.append(_seconds(ask))
    gc.enable()
    return median(times)


def _seconds(ask: Callable[[], object]) -> float:
    """Return the seconds of one answer, at most the limit."""
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, PEER_LIMIT_S)
    start = process_time()
    try:
        ask()
    except TimeoutError:
        return PEER_LIMIT_S
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return process_time() - start


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError
