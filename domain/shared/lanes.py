from dataclasses import dataclass

from domain.shared.ids import MasterId

LANE_SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Lane:
    """One of the places of a master who serves several clients at once; an item takes one.

    The engine knows a lane as one resource: `7` is the first lane of master 7, `7/1` the second.
    """

    master_id: MasterId
    index: int

    @property
    def resource_id(self) -> str:
        """The engine's name for the lane."""
        return (
            f"{self.master_id}{LANE_SEPARATOR}{self.index}" if self.index else f"{self.master_id}"
        )

    @classmethod
    def of_resource(cls, resource_id: str) -> "Lane":
        """Read the engine's name back."""
        master_id, _, index = resource_id.partition(LANE_SEPARATOR)
        return cls(MasterId(int(master_id)), int(index or 0))
