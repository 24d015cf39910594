"""Combine schedules, absences and busy time into the facts of each lane."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from domain.availability.model import Busy
from domain.availability.windows import LaneFacts, Window
from domain.schedule.model import Absence, LocationProfile, MasterSchedule
from domain.shared.ids import MasterId
from domain.shared.lanes import Lane
from domain.shared.time import DateRange, Interval


def lane_facts(
    profile: LocationProfile,
    schedules: Iterable[MasterSchedule],
    absences: Iterable[Absence],
    taken: Iterable[Busy],
    days_of: Callable[[MasterSchedule], DateRange],
    reach_days: int = 0,
) -> Iterator[LaneFacts]:
    """Yield the facts of every lane, for the requested days of its master.

    See `LaneFacts` for `reach_days`.
    """
    days_off: dict[MasterId, set[date]] = defaultdict(set)
    blocks: dict[MasterId, list[Interval]] = defaultdict(list)
    for absence in absences:
        if absence.day_off:
            days_off[absence.master_id].add(absence.day_off)
        if absence.block:
            blocks[absence.master_id].append(absence.block)
    stretches: dict[tuple[MasterId, int], list[Window]] = defaultdict(list)
    for busy in taken:
        stretches[busy.master_id, busy.lane].append((busy.start_at, busy.blocked_until))
    for schedule in schedules:
        master_id = schedule.master_id
        for index in range(schedule.max_clients_parallel):
            yield LaneFacts(
                lane=Lane(master_id, index),
                days=days_of(schedule),
                taken=tuple(stretches[master_id, index]),
                buffer=buffer_of(schedule, profile),
                profile=profile,
                schedule=schedule,
                days_off=frozenset(days_off[master_id]),
                blocks=tuple(blocks[master_id]),
                reach_days=reach_days,
            )


def buffer_of(schedule: MasterSchedule, profile: LocationProfile) -> timedelta:
    """Return the time that the master needs between two clients."""
    own = schedule.buffer_between_minutes
    minutes = profile.policies.default_buffer_between_minutes if own is None else own
    return timedelta(minutes=minutes)
