from dataclasses import dataclass
from datetime import timedelta

from demo.moving_clock import MovingClock
from demo.people import Cast
from demo.tour.teller import Teller
from demo.tour.witness import Witness


@dataclass(frozen=True, slots=True)
class Story:
    """What every scene needs: who tells it, who plays, who checks, and the clock."""

    teller: Teller
    cast: Cast
    witness: Witness
    clock: MovingClock

    async def let_pass(self, step: timedelta, words: str) -> None:
        """Move the clock of the whole demo forward, and say so."""
        self.teller.aside(words)
        await self.clock.move(step)
