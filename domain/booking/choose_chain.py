"""Choose the chain to book at a given start, and the time that it occupies."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from domain.availability.lane_facts import buffer_of
from domain.availability.provider import Availability
from domain.availability.search import chains_at
from domain.catalog.model import Skill
from domain.shared.ids import MasterId, ServiceId
from domain.shared.lanes import Lane
from domain.shared.time import MINUTE
from domain.visit.model import BookingItem
from engine import BookingChainSolution, SingleServiceSolution

Load = Counter[MasterId]
Preference = tuple[bool, int, int, int]

_ROUND = 7  # ties go to another master on the next day; any small prime works


def choose_chain(
    availability: Availability, start_at: datetime, seen_price_minor: int | None = None
) -> tuple[BookingItem, ...] | None:
    """Return the items of the best chain that begins at exactly `start_at`; `None` without one.

    Chains are ordered by: the price that was seen, the least time spent, the fewest masters, the
    fewest booked minutes of these masters that day. The last one spreads the work fairly if any
    master is wanted. Ties rotate from day to day.
    """
    day = start_at.astimezone(availability.plan.profile.location.timezone).date()
    load = _booked_minutes(availability, day)

    def turn(master_id: MasterId) -> tuple[int, int]:
        return load[master_id], (master_id + day.toordinal()) % _ROUND

    def preference(chain: BookingChainSolution) -> Preference:
        masters = {Lane.of_resource(item.resource_id).master_id for item in chain.items}
        is_new_price = seen_price_minor not in {None, _price_minor(availability, chain)}
        return is_new_price, chain.span_minutes, len(masters), sum(load[m] for m in masters)

    chains = chains_at(availability, start_at, turn)  # of equal chains, the first in turn wins
    return _booking_items(availability, min(chains, key=preference)) if chains else None


def _booked_minutes(availability: Availability, day: date) -> Load:
    zone = availability.plan.profile.location.timezone
    load: Load = Counter()
    for busy in availability.taken:
        if busy.start_at.astimezone(zone).date() == day:
            load[busy.master_id] += (busy.blocked_until - busy.start_at) // MINUTE
    return load


def _price_minor(availability: Availability, chain: BookingChainSolution) -> int:
    return sum(_skill(availability, item).price.amount_minor for item in chain.items)


def _skill(availability: Availability, item: SingleServiceSolution) -> Skill:
    master_id = Lane.of_resource(item.resource_id).master_id
    return availability.plan.skill_of(ServiceId(int(item.service_id)), master_id)


def _booking_items(
    availability: Availability, chain: BookingChainSolution
) -> tuple[BookingItem, ...]:
    """Block each lane for the larger of gap and buffer, at most until the chain's next item there.

    Between two items of one client only the gap counts, and the chain already includes it.
    """
    items = [_booking_item(availability, item) for item in chain.items]
    return tuple(replace(item, blocked_until=_blocked_until(item, items)) for item in items)


def _blocked_until(item: BookingItem, items: Iterable[BookingItem]) -> datetime:
    own = (o.start_at for o in items if (o.master_id, o.lane) == (item.master_id, item.lane))
    return min([item.blocked_until, *(start_at for start_at in own if start_at > item.start_at)])


def _booking_item(availability: Availability, item: SingleServiceSolution) -> BookingItem:
    lane = Lane.of_resource(item.resource_id)
    end_at = item.end_time.astimezone(UTC)
    buffer = buffer_of(availability.schedules[lane.master_id], availability.plan.profile)
    return BookingItem(
        service_id=ServiceId(int(item.service_id)),
        master_id=lane.master_id,
        lane=lane.index,
        start_at=item.start_time.astimezone(UTC),
        end_at=end_at,
        blocked_until=max(item.gap_end_time.astimezone(UTC), end_at + buffer),
        price=_skill(availability, item).price,
    )
