"""The chain of a start that is booked, and that the time list assumes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from domain.availability.fairness import FairKey, FairOrder
from domain.availability.model import Loads, VisitPlan, lanes_of
from domain.availability.provider import Availability
from domain.availability.search import (
    chains_at,
    chains_of_day,
    compact_chains,
    starts_of_day,
    starts_of_lane,
)
from domain.catalog.model import Skill
from domain.shared.ids import ServiceId
from domain.shared.lanes import Lane
from domain.shared.time import MINUTE
from engine import BookingChainSolution, SingleServiceSolution

Items = Sequence[SingleServiceSolution]
Preference = tuple[bool, int, int, FairKey]

CHAINS_OF_A_START = 4
"""How many chains of each start the time list compares, if the visit has several services."""


def best_chain(
    availability: Availability, start_at: datetime, loads: Loads, seen_price_minor: int | None
) -> Items | None:
    """Return the best chain that begins at exactly `start_at`; `None` without one.

    Chains are ordered by: the price that was seen, the least time spent, the fewest masters, the
    fair order of these masters. Who is quicker than others at a service gains nothing by it.
    """
    order = FairOrder.of(availability, loads)
    chains = chains_at(availability, start_at, lambda master_id: order.key(start_at, master_id))
    return _best(availability, chains, order, seen_price_minor) if chains else None


def best_chains_of_day(availability: Availability, day: date, loads: Loads) -> Iterator[Items]:
    """Yield the best chain of each start of `day`, as in `starts_of_day`.

    For several services, it is the best of the most compact ones.
    """
    if not availability.plan.leaves_choice:
        yield from (chain.items for chain in compact_chains(availability, day))
        return
    order, starts = FairOrder.of(availability, loads), starts_of_day(availability, day)
    if len(availability.plan.services) == 1:
        yield from _single_items(availability, day, starts, order)
        return
    by_start: dict[float, list[BookingChainSolution]] = defaultdict(list)
    if starts:
        noon = starts[len(starts) // 2]
        for chain in chains_of_day(
            availability, day, lambda one: order.key(noon, one), CHAINS_OF_A_START
        ):
            by_start[chain.starts_at.timestamp()].append(chain)
    for start in starts:
        yield _best(availability, by_start[start.timestamp()], order)


def _best(
    availability: Availability,
    chains: Iterable[BookingChainSolution],
    order: FairOrder,
    seen_price_minor: int | None = None,
) -> Items:
    plan = availability.plan

    def preference(chain: BookingChainSolution) -> Preference:
        masters = {Lane.of_resource(item.resource_id).master_id for item in chain.items}
        price_minor = sum(skill_of(plan, item).price.amount_minor for item in chain.items)
        return (
            seen_price_minor not in {None, price_minor},
            _paced_minutes(plan, chain),
            len(masters),
            order.key(chain.starts_at, *masters),
        )

    return min(chains, key=preference).items


def _single_items(
    availability: Availability, day: date, starts: Iterable[datetime], order: FairOrder
) -> Iterator[Items]:
    """Yield the item of each start, for a visit of one service."""
    (planned,) = availability.plan.services
    lanes = {lane: starts_of_lane(availability, day, lane) for lane in lanes_of(planned.skills)}
    for start in starts:
        free = [lane for lane, own in lanes.items() if start.timestamp() in own]
        lane = min(free, key=lambda lane: (order.key(start, lane.master_id), lane.index))
        minutes = availability.plan.skill_of(planned.service.id, lane.master_id).duration_minutes
        end = start.astimezone(UTC) + minutes * MINUTE
        gap_end = end + planned.service.min_gap_after_minutes * MINUTE
        yield (
            SingleServiceSolution(
                resource_id=lane.resource_id,
                start_time=start,
                end_time=end.astimezone(start.tzinfo),
                service_id=str(planned.service.id),
                gap_end_time=gap_end.astimezone(start.tzinfo),
            ),
        )


def _paced_minutes(plan: VisitPlan, chain: BookingChainSolution) -> int:
    """Return how long the visit would last if each service took as long as by its slowest master.

    So waiting counts, and how quick the masters are does not.
    """
    zero = chain.starts_at.timestamp()
    ends: list[tuple[float, float]] = []  # real and paced ends with gaps, in seconds from the start
    last = 0.0
    for item in sorted(chain.items, key=lambda item: item.start_time.timestamp()):
        start = item.start_time.timestamp() - zero
        paced = max([start, *(paced_end for end, paced_end in ends if end <= start)])
        slowest = plan.slowest_minutes(ServiceId(int(item.service_id))) * 60
        gap = item.gap_end_time.timestamp() - item.end_time.timestamp()
        ends.append((item.gap_end_time.timestamp() - zero, paced + slowest + gap))
        last = max(last, paced + slowest)
    return round(last / 60)


def skill_of(plan: VisitPlan, item: SingleServiceSolution) -> Skill:
    """Return the skill by which the item is done."""
    master_id = Lane.of_resource(item.resource_id).master_id
    return plan.skill_of(ServiceId(int(item.service_id)), master_id)
