"""Which of the chains that begin at the chosen start is booked, and what it occupies."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from domain.availability.model import Lane
from domain.availability.provider import Availability, buffer_of
from domain.availability.search import chains_at
from domain.booking.model import BookingItem
from domain.shared.ids import MasterId, ServiceId
from engine import BookingChainSolution, SingleServiceSolution

Preference = tuple[int, int, int, tuple[int, ...]]


def choose_chain(availability: Availability, start_at: datetime) -> tuple[BookingItem, ...] | None:
    """Return the items of the best chain that begins at exactly `start_at`, `None` without one.

    Best: the least time spent, the fewest masters; then, so that work spreads fairly where any
    master will do, those with the fewest booked minutes that day. Ties go round from day to day.
    """
    chains = chains_at(availability, start_at)
    if not chains:
        return None
    day = start_at.astimezone(availability.plan.profile.location.timezone).date()
    load = _booked_minutes(availability, day)
    best = min(chains, key=lambda chain: _preference(chain, load, day))
    return _booking_items(availability, best)


def _booked_minutes(availability: Availability, day: date) -> Counter[MasterId]:
    zone = availability.plan.profile.location.timezone
    load: Counter[MasterId] = Counter()
    for busy in availability.taken:
        if busy.start_at.astimezone(zone).date() == day:
            load[busy.master_id] += (busy.blocked_until - busy.start_at) // timedelta(minutes=1)
    return load


def _preference(chain: BookingChainSolution, load: Counter[MasterId], day: date) -> Preference:
    lanes = [Lane.of_resource(item.resource_id) for item in chain.items]
    masters = {lane.master_id for lane in lanes}
    turns = tuple((lane.master_id + day.toordinal()) % _ROUND for lane in lanes)
    booked = sum(load[master_id] for master_id in masters)
    return chain.span_minutes, len(masters), booked, turns


_ROUND = 7  # a tie goes to another master on the next day; any small prime does


def _booking_items(
    availability: Availability, chain: BookingChainSolution
) -> tuple[BookingItem, ...]:
    """Block each lane for the larger of gap and buffer, between two own items the gap alone."""
    last_in_lane = {item.resource_id: index for index, item in enumerate(chain.items)}
    return tuple(
        _booking_item(availability, item, is_last=last_in_lane[item.resource_id] == index)
        for index, item in enumerate(chain.items)
    )


def _booking_item(
    availability: Availability, item: SingleServiceSolution, *, is_last: bool
) -> BookingItem:
    lane = Lane.of_resource(item.resource_id)
    service_id = ServiceId(int(item.service_id))
    buffer = buffer_of(availability.schedules[lane.master_id], availability.plan.profile)
    # In UTC, where adding and comparing mean real time, on nights when clocks change as well.
    start_at, end_at = item.start_time.astimezone(UTC), item.end_time.astimezone(UTC)
    buffered_end = end_at + (buffer if is_last else timedelta())
    return BookingItem(
        service_id=service_id,
        master_id=lane.master_id,
        lane=lane.index,
        start_at=start_at,
        end_at=end_at,
        blocked_until=max(item.gap_end_time.astimezone(UTC), buffered_end),
        price=availability.plan.skill_of(service_id, lane.master_id).price,
    )
