from dataclasses import dataclass, field
from enum import Enum

ANY_METHOD = "*"


class FailureKind(Enum):
    """Ways in which a server fails its client."""

    TOO_MANY_REQUESTS = 429
    SERVER_ERROR = 500
    NO_ANSWER = "no answer"
    CUT = "connection cut"


@dataclass(slots=True)
class Failure:
    """A failure on the schedule.

    Attributes:
        method: name of the method, in any case, or `*` for every one but getUpdates.
        times: how many calls shall fail.
        after: how many calls go well first.
        carried_out: whether the call takes effect and only its answer is lost.
    """

    kind: FailureKind
    method: str
    times: int = 1
    after: int = 0
    retry_after_s: int = 1
    carried_out: bool = False

    def concerns(self, method: str) -> bool:
        """Whether a method (in lower case) is meant."""
        if self.method == ANY_METHOD:
            return method != "getupdates"
        return self.method.lower() == method


@dataclass(slots=True)
class FailureSchedule:
    """What shall go wrong, in the order in which it was asked for."""

    _planned: list[Failure] = field(default_factory=list)

    def add(self, failure: Failure) -> None:
        """Plans a failure, after those planned before."""
        self._planned.append(failure)

    def clear(self) -> None:
        """Lets everything go well again."""
        self._planned.clear()

    @property
    def is_over(self) -> bool:
        """Whether everything that was planned has happened."""
        return not self._planned

    def next_for(self, method: str) -> Failure | None:
        """Counts one call of a method (in lower case) and tells whether it shall fail."""
        for failure in self._planned:
            if not failure.concerns(method):
                continue
            if failure.after > 0:
                failure.after -= 1
                return None
            failure.times -= 1
            if failure.times <= 0:
                self._planned.remove(failure)
            return failure
        return None
