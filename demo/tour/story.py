from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks.booking import ChooseDay
from bot.callbacks.timetable import ShowDay
from demo.moving_clock import MovingClock
from demo.people import Cast
from demo.stage import TIMEZONE
from demo.tour.narrator import Narrator
from demo.tour.witness import Witness


@dataclass(frozen=True, slots=True)
class Story:
    """The objects that every scene needs: teller, cast, witness and clock."""

    narrator: Narrator
    cast: Cast
    witness: Witness
    clock: MovingClock

    def day_on(self, later: timedelta) -> str:
        """Return the callback data of a day in the calendar, relative to today."""
        return ChooseDay(ordinal=self._day(later).toordinal()).pack()

    def day_of_week_on(self, later: timedelta) -> str:
        """Return the callback data of a day in a master's week, relative to today."""
        return ShowDay(ordinal=self._day(later).toordinal()).pack()

    def at(self, clock_time: time, later: timedelta = timedelta()) -> datetime:
        """Return the moment of a local time at the salon, on a day relative to today."""
        return datetime.combine(self._day(later), clock_time, ZoneInfo(TIMEZONE))

    async def let_pass(self, step: timedelta, words: str) -> None:
        """Move the clock of the whole demo forward, and print it."""
        self.narrator.aside(words)
        await self.clock.move(step)

    async def wait_until(self, moment: datetime, words: str) -> None:
        """Move the clock of the whole demo to a moment, and print it."""
        await self.let_pass(moment - self.clock.now(), words)

    def _day(self, later: timedelta) -> date:
        return (self.clock.now() + later).astimezone(ZoneInfo(TIMEZONE)).date()
