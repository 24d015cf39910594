"""Choose the chain to book at a given start, and the time that it occupies."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from domain.availability.best_chain import best_chain
from domain.availability.lane_facts import buffer_of
from domain.availability.model import Loads
from domain.availability.provider import Availability
from domain.shared.ids import ServiceId
from domain.shared.lanes import Lane
from domain.visit.model import BookingItem
from engine import SingleServiceSolution

NO_LOADS: Loads = {}


def choose_chain(
    availability: Availability,
    start_at: datetime,
    loads: Loads = NO_LOADS,
    seen_price_minor: int | None = None,
) -> tuple[BookingItem, ...] | None:
    """Return the items of the best chain that begins at exactly `start_at`; `None` without one.

    See `best_chain` for their order.
    """
    items = best_chain(availability, start_at, loads, seen_price_minor)
    return None if items is None else _booking_items(availability, items)


def _booking_items(
    availability: Availability, chain: Iterable[SingleServiceSolution]
) -> tuple[BookingItem, ...]:
    """Block each lane for the larger of gap and buffer, at most until the chain's next item there.

    Between two items of one client only the gap counts, and the chain already includes it.
    """
    items = [_booking_item(availability, item) for item in chain]
    return tuple(replace(item, blocked_until=_blocked_until(item, items)) for item in items)


def _blocked_until(item: BookingItem, items: Iterable[BookingItem]) -> datetime:
    own = (o.start_at for o in items if (o.master_id, o.lane) == (item.master_id, item.lane))
    return min([item.blocked_until, *(start_at for start_at in own if start_at > item.start_at)])


def _booking_item(availability: Availability, item: SingleServiceSolution) -> BookingItem:
    lane, service_id = Lane.of_resource(item.resource_id), ServiceId(int(item.service_id))
    end_at = item.end_time.astimezone(UTC)
    buffer = buffer_of(availability.schedules[lane.master_id], availability.plan.profile)
    return BookingItem(
        service_id=service_id,
        master_id=lane.master_id,
        lane=lane.index,
        start_at=item.start_time.astimezone(UTC),
        end_at=end_at,
        blocked_until=max(item.gap_end_time.astimezone(UTC), end_at + buffer),
        price=availability.plan.skill_of(service_id, lane.master_id).price,
    )
