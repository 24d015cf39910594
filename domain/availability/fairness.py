"""Which master to choose if the client wants any: fair over weeks, the same wherever asked."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from domain.availability.model import Loads, MasterLoad
from domain.availability.provider import Availability
from domain.shared.ids import MasterId
from domain.shared.time import EPOCH

FairKey = tuple[int, float, bytes]
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
        for busy in sorted(availability.taken, key=lambda busy: busy.start_at):
            starts[busy.master_id].append(busy.start_at)
        return cls(loads, starts)

    def key(self, start_at: datetime, *master_ids: MasterId) -> FairKey:
        """Return the sort key of masters who would do a visit together."""
        minutes = sum(self.loads.get(master_id, IDLE).minutes for master_id in master_ids)
        last_at = max(self._last_client_at(master_id, start_at) for master_id in master_ids)
        text = f"{start_at.timestamp():.0f} {sorted(master_ids)}"
        return minutes, last_at.timestamp(), blake2s(text.encode(), digest_size=8).digest()

    def _last_client_at(self, master_id: MasterId, start_at: datetime) -> datetime:
        before = self.loads.get(master_id, IDLE).last_client_at or EPOCH
        known = self.starts.get(master_id, ())
        index = bisect_left(known, start_at)
        return max(before, known[index - 1]) if index else before
