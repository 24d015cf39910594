from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks.booking import ChooseDay
from bot.callbacks.timetable import ShowDay
from demo.moving_clock import MovingClock
from demo.people import Cast
from demo.stage import TIMEZONE
from demo.tour.teller import Teller
from demo.tour.witness import Witness


@dataclass(frozen=True, slots=True)
class Story:
    """What every scene needs: who tells it, who plays, who checks, and the clock."""

    teller: Teller
    cast: Cast
    witness: Witness
    clock: MovingClock

    def day_on(self, later: timedelta) -> str:
        """Return what the button of a day in the calendar sends, counted from today."""
        return ChooseDay(ordinal=self._day(later).toordinal()).pack()

    def day_of_week_on(self, later: timedelta) -> str:
        """Return what the button of a day in a master's week sends, counted from today."""
        return ShowDay(ordinal=self._day(later).toordinal()).pack()

    def at(self, clock_time: time, later: timedelta = timedelta()) -> datetime:
        """Return when it is so late at the salon, on a day that is counted from today."""
        return datetime.combine(self._day(later), clock_time, ZoneInfo(TIMEZONE))

    async def let_pass(self, step: timedelta, words: str) -> None:
        """Move the clock of the whole demo forward, and say so."""
        self.teller.aside(words)
        await self.clock.move(step)

    async def wait_until(self, moment: datetime, words: str) -> None:
        """Move the clock of the whole demo to a moment, and say so."""
        await self.let_pass(moment - self.clock.now(), words)

    def _day(self, later: timedelta) -> date:
        return (self.clock.now() + later).astimezone(ZoneInfo(TIMEZONE)).date()
