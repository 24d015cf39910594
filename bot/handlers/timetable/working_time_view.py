"""When a master works on a day, in words."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.localizer import Reader, say
from bot.ui.text import joined, lines
from domain.shared.time import MINUTE, Interval
from domain.timetable.model import TimetableDay, WhyOff, WorkingTime

MOST_STRETCHES = 6
"""More gaps or blocks of one day, at however many places, are not read but looked up."""

WORDS_OF_WHY_OFF: Mapping[WhyOff, str] = {
    WhyOff.DAY_OFF: say("🌴 Day off"),
    WhyOff.HOLIDAY: say("🎉 Public holiday"),
    WhyOff.CLOSED: say("🚪 No working hours"),
}


def time_lines(time: WorkingTime, reader: Reader, places: int = 1) -> Markup:
    """Tell hours and break, what is blocked, and what is free; or why there is no work.

    At one of several `places` less is told, so that there is room for all of them.
    """
    if time.work is None:
        return _off(time, reader)
    most = max(1, MOST_STRETCHES // places)
    return lines(
        Markup("🕘 {}").format(_hours(time.work, time, reader)),
        _stretches_line(say("⛔ Blocked: {times}"), time.blocks, most, time.zone, reader),
        _stretches_line(say("🆓 Free: {times}"), time.free, most, time.zone, reader),
    )


def short_hours(day: TimetableDay, reader: Reader) -> Markup:
    """Tell the hours of all workplaces in a line; or, where there are none, why."""
    working = [time for time in day.times if time.work is not None]
    if not working:
        return lines(*dict.fromkeys(_off(time, reader) for time in day.times))
    return Markup(", ").join(
        written_stretch(time.work, time.zone, reader) for time in working if time.work
    )


def free_minutes(day: TimetableDay) -> int:
    """Return how much of the day is free."""
    free = (one.end_at - one.start_at for time in day.times for one in time.free)
    return sum(free, timedelta()) // MINUTE


def written_stretch(stretch: Interval, zone: ZoneInfo, reader: Reader) -> str:
    """Return from when to when it is."""
    return f"{reader.time(stretch.start_at, zone)} – {reader.time(stretch.end_at, zone)}"


def _off(time: WorkingTime, reader: Reader) -> Markup:
    return reader.say(WORDS_OF_WHY_OFF[time.why_off or WhyOff.CLOSED])


def _hours(work: Interval, time: WorkingTime, reader: Reader) -> Markup:
    hours = written_stretch(work, time.zone, reader)
    if time.pause is None:
        return Markup("{}").format(hours)
    pause = written_stretch(time.pause, time.zone, reader)
    return joined(hours, reader.say("break {times}", times=pause))


def _stretches_line(
    words: str, stretches: Sequence[Interval], most: int, zone: ZoneInfo, reader: Reader
) -> Markup | None:
    if not stretches:
        return None
    told = [written_stretch(stretch, zone, reader) for stretch in stretches[:most]]
    more = ["…"] if len(stretches) > most else []
    return reader.say(words, times=", ".join([*told, *more]))
