"""The chain of a start that is booked, and that the time list assumes."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from domain.availability.fairness import FairOrder
from domain.availability.model import Loads, lanes_of
from domain.availability.provider import Availability
from domain.availability.search import chains_at, chains_of_day, compact_chains, starts_of_day
from domain.shared.ids import MasterId
from engine import BookingChainSolution, SingleServiceSolution

Items = Sequence[SingleServiceSolution]

CHAINS_OF_A_DAY = 100
"""How many chains the time list compares; each start has at least one of them."""


def best_chain(
    availability: Availability, start_at: datetime, loads: Loads, seen_price_minor: int | None
) -> Items | None:
    """Return the best chain that begins at exactly `start_at`; `None` without one.

    Chains are ordered by: the price that was seen, the least time spent, the fewest masters, the
    fair order of these masters. Who is quicker than others at a service gains nothing by it.
    """
    ranking = Ranking(availability, loads)
    chains = chains_at(availability, start_at, ranking.turn(start_at))
    return ranking.best(chains, seen_price_minor) if chains else None


def best_chains_of_day(availability: Availability, day: date, loads: Loads) -> Iterator[Items]:
    """Yield the best chain of each start of `day`, as in `starts_of_day`.

    If there are too many, it is the best of the most compact ones.
    """
    if not availability.plan.leaves_choice:
        yield from (chain.items for chain in compact_chains(availability, day))
        return
    starts = starts_of_day(availability, day)
    if not starts:
        return
    ranking = Ranking(availability, loads)
    turn = ranking.turn(starts[len(starts) // 2])
    most_of_a_start = max(1, CHAINS_OF_A_DAY // len(starts))
    by_start: dict[float, list[BookingChainSolution]] = defaultdict(list)
    for chain in chains_of_day(availability, day, turn, most_of_a_start):
        by_start[chain.starts_at.timestamp()].append(chain)
    for start in starts:
        yield ranking.best(by_start[start.timestamp()])


class Team(NamedTuple):
    """A chain and the masters who would do it."""

    chain: BookingChainSolution
    masters: frozenset[MasterId]


class Ranking:
    """Compares the chains of one start."""

    def __init__(self, availability: Availability, loads: Loads) -> None:
        self._plan = availability.plan
        self._order = FairOrder.of(availability, loads)

    def turn(self, start_at: datetime) -> Callable[[MasterId], tuple[int | float | bytes, ...]]:
        """Return the sort key of single masters for a start."""
        return lambda master_id: self._order.key(start_at, master_id)

    def best(
        self, chains: Sequence[BookingChainSolution], seen_price_minor: int | None = None
    ) -> Items:
        """Return the items of the best chain; each comparison is only made among equals so far."""
        left = [Team(chain, self._masters(chain)) for chain in chains]
        for rank in self._ranks(seen_price_minor):
            if len(left) == 1:
                break
            ranked = [(rank(team), team) for team in left]
            least = min(value for value, _ in ranked)
            left = [team for value, team in ranked if value == least]
        return left[0].chain.items

    def _ranks(self, seen_price_minor: int | None) -> Iterator[Callable[[Team], float | bytes]]:
        if seen_price_minor is not None:
            yield lambda team: self._price_minor(team.chain) != seen_price_minor
        if self._plan.has_paces:
            yield lambda team: self._paced_minutes(team.chain)
        else:
            yield lambda team: team.chain.span_minutes
        order = self._order
        yield lambda team: len(team.masters)
        yield lambda team: order.minutes(team.masters)
        yield lambda team: order.last_client_at(team.chain.starts_at, team.masters)
        yield lambda team: order.lot(team.chain.starts_at, team.masters)

    def _masters(self, chain: BookingChainSolution) -> frozenset[MasterId]:
        return frozenset([self._master_of[item.resource_id] for item in chain.items])

    @cached_property
    def _master_of(self) -> dict[str, MasterId]:
        return {
            lane.resource_id: lane.master_id
            for planned in self._plan.services
            for lane in lanes_of(planned.skills)
        }

    @cached_property
    def _prices_minor(self) -> dict[tuple[str, MasterId], int]:
        return {
            (str(planned.service.id), skill.master.id): skill.price.amount_minor
            for planned in self._plan.services
            for skill in planned.skills
        }

    def _price_minor(self, chain: BookingChainSolution) -> int:
        return sum(
            self._prices_minor[item.service_id, self._master_of[item.resource_id]]
            for item in chain.items
        )

    @cached_property
    def _slowest_s(self) -> dict[str, int]:
        """The seconds that each service takes by its slowest master."""
        return {
            str(planned.service.id): 60 * max(skill.duration_minutes for skill in planned.skills)
            for planned in self._plan.services
        }

    def _paced_minutes(self, chain: BookingChainSolution) -> float:
        """Return how long a visit would last if each service took as long as by its slowest master.

        So waiting counts, and how quick the masters are does not.
        """
        zero = chain.starts_at.timestamp()
        ends: list[tuple[float, float]] = []  # real and paced ends with gaps, in seconds
        last = 0.0
        for item in sorted(chain.items, key=lambda item: item.start_time.timestamp()):
            start = item.start_time.timestamp() - zero
            gap_end = item.gap_end_time.timestamp() - zero
            paced = max([start, *(paced_end for end, paced_end in ends if end <= start)])
            paced += self._slowest_s[item.service_id]
            ends.append((gap_end, paced + gap_end + zero - item.end_time.timestamp()))
            last = max(last, paced)
        return last / 60
