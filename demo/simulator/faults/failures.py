from dataclasses import dataclass, field
from enum import Enum

ANY_METHOD = "*"


class FailureKind(Enum):
    """Kinds of server failures."""

    TOO_MANY_REQUESTS = 429
    SERVER_ERROR = 500
    NO_ANSWER = "no answer"
    CUT = "connection cut"
    REFUSED = "refused"


@dataclass(slots=True)
class Failure:
    """A scheduled failure.

    Attributes:
        method: name of the method, in any case, or `*` for every method except getUpdates.
        times: number of calls that fail.
        after: number of calls that succeed first.
        carried_out: whether the call takes effect and only its answer is lost.
        description: the words of a refusal, with its code first: "400 Bad Request: …".
    """

    kind: FailureKind
    method: str
    times: int = 1
    after: int = 0
    retry_after_s: int = 1
    carried_out: bool = False
    description: str = "400 Bad Request"

    def concerns(self, method: str) -> bool:
        """Returns whether the failure applies to a method (in lower case)."""
        if self.method == ANY_METHOD:
            return method != "getupdates"
        return self.method.lower() == method


@dataclass(slots=True)
class FailureSchedule:
    """Scheduled failures, in the order in which they were added."""

    _planned: list[Failure] = field(default_factory=list)

    def add(self, failure: Failure) -> None:
        """Schedules a failure after the existing ones."""
        self._planned.append(failure)

    def clear(self) -> None:
        """Removes all scheduled failures."""
        self._planned.clear()

    @property
    def is_over(self) -> bool:
        """Whether all scheduled failures have happened."""
        return not self._planned

    def next_for(self, method: str) -> Failure | None:
        """Counts one call of a method (in lower case) and returns its failure, if any."""
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
