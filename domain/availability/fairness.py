"""Which master to choose if the client wants any: fair over weeks, the same wherever asked."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from domain.availability.model import Loads, MasterLoad
from domain.availability.provider import Availability
from domain.shared.ids import MasterId
from domain.shared.time import EPOCH

IDLE = MasterLoad()


@dataclass(frozen=True, slots=True)
class FairOrder:
    """Orders masters: the least load, then the longest without a client, then a hash.

    `starts` are those of the visits that `Availability` knows, ascending.
    """

    loads: Loads
    starts: Mapping[MasterId, Sequence[datetime]]

    @classmethod
    def of(cls, availability: Availability, loads: Loads) -> "FairOrder":
        """Return the order for the starts of one day."""
        starts: dict[MasterId, list[datetime]] = defaultdict(list)
        for busy in availability.taken:
            starts[busy.master_id].append(busy.start_at)
        for own in starts.values():
            own.sort()
        return cls(loads, starts)

    def key(self, start_at: datetime, master_id: MasterId) -> tuple[int, float, bytes]:
        """Return the sort key of a master for a start."""
        masters = frozenset({master_id})
        return (
            self.minutes(masters),
            self.last_client_at(start_at, masters),
            self.lot(start_at, masters),
        )

    def minutes(self, masters: Iterable[MasterId]) -> int:
        """Return the load of masters who would do a visit together."""
        return sum(self.loads.get(master_id, IDLE).minutes for master_id in masters)

    def last_client_at(self, start_at: datetime, masters: Iterable[MasterId]) -> float:
        """Return the timestamp of the last visit before `start_at` that any of them begins."""
        return max(self._last_client_at(master_id, start_at) for master_id in masters).timestamp()

    @staticmethod
    def lot(start_at: datetime, masters: Iterable[MasterId]) -> bytes:
        """Return a hash that is the same in every process, and differs from start to start."""
        text = f"{start_at.timestamp():.0f} {sorted(masters)}"
        return blake2s(text.encode(), digest_size=8).digest()

    def _last_client_at(self, master_id: MasterId, start_at: datetime) -> datetime:
        before = self.loads.get(master_id, IDLE).last_client_at or EPOCH
        known = self.starts.get(master_id, ())
        index = bisect_left(known, start_at)
        return max(before, known[index - 1]) if index else before
