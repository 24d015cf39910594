import math
from collections import deque
from dataclasses import dataclass, field

from demo.simulator.errors import too_many_requests

_SECOND = 1.0
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """Rate limits of a bot; Telegram's own numbers by default."""

    per_second: int = 30
    per_chat_per_second: int = 1
    per_group_per_minute: int = 20
    burst_per_chat: int = 3


@dataclass(slots=True)
class FloodGuard:
    """Counts sent messages in a sliding window; no limits if `limits` is None."""

    limits: FloodLimits | None = None
    _sent: deque[tuple[float, int]] = field(default_factory=deque)

    def check(self, chat_id: int, *, is_group: bool, now_s: float) -> None:
        """Counts one message.

        Raises:
            ApiError: 429 with the seconds to wait.
        """
        if self.limits is None:
            return
        while self._sent and self._sent[0][0] <= now_s - _MINUTE:
            self._sent.popleft()
        self._refuse_above(self._within(_SECOND, now_s, None), self.limits.per_second, now_s, 1)
        here = self._within(self.limits.burst_per_chat * _SECOND, now_s, chat_id)
        most = self.limits.burst_per_chat * self.limits.per_chat_per_second
        self._refuse_above(here, most, now_s, self.limits.burst_per_chat)
        if is_group:
            minute = self._within(_MINUTE, now_s, chat_id)
            self._refuse_above(minute, self.limits.per_group_per_minute, now_s, _MINUTE)
        self._sent.append((now_s, chat_id))

    def _within(self, window_s: float, now_s: float, chat_id: int | None) -> list[float]:
        return [at for at, chat in self._sent if at > now_s - window_s and chat_id in {None, chat}]

    @staticmethod
    def _refuse_above(sent: list[float], most: int, now_s: float, window_s: float) -> None:
        if len(sent) >= most:
            raise too_many_requests(max(1, math.ceil(sent[0] + window_s - now_s)))
