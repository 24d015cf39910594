"""Texts for the working time of a master on a day."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.text import joined, lines
from domain.shared.time import MINUTE, Interval
from domain.timetable.model import TimetableDay, WhyOff, WorkingTime

MOST_STRETCHES = 6
"""The highest number of gaps or blocks shown for one day, over all locations."""

WORDS_OF_WHY_OFF: Mapping[WhyOff, str] = {
    WhyOff.DAY_OFF: gettext_noop("🌴 Day off"),
    WhyOff.HOLIDAY: gettext_noop("🎉 Public holiday"),
    WhyOff.CLOSED: gettext_noop("🚪 No working hours"),
}


def time_lines(time: WorkingTime, localizer: Localizer, places: int = 1) -> Markup:
    """Return hours and break, blocks and free time, or why the master does not work.

    With several `places`, each shows less, so that all of them fit.
    """
    if time.work is None:
        return _off(time, localizer)
    most = max(1, MOST_STRETCHES // places)
    return lines(
        Markup("🕘 {}").format(_hours(time.work, time, localizer)),
        _stretches_line(
            gettext_noop("⛔ Blocked: {times}"), time.blocks, most, time.zone, localizer
        ),
        _stretches_line(gettext_noop("🆓 Free: {times}"), time.free, most, time.zone, localizer),
    )


def short_hours(day: TimetableDay, localizer: Localizer) -> Markup:
    """Return the hours of all workplaces on one line or, if there are none, why."""
    working = [time for time in day.times if time.work is not None]
    if not working:
        return lines(*dict.fromkeys(_off(time, localizer) for time in day.times))
    return Markup(", ").join(
        written_stretch(time.work, time.zone, localizer) for time in working if time.work
    )


def free_minutes(day: TimetableDay) -> int:
    """Return the free minutes of the day."""
    free = (one.end_at - one.start_at for time in day.times for one in time.free)
    return sum(free, timedelta()) // MINUTE


def written_stretch(stretch: Interval, zone: ZoneInfo, localizer: Localizer) -> str:
    """Return the start and the end."""
    return f"{localizer.time(stretch.start_at, zone)} – {localizer.time(stretch.end_at, zone)}"


def _off(time: WorkingTime, localizer: Localizer) -> Markup:
    return localizer.t(WORDS_OF_WHY_OFF[time.why_off or WhyOff.CLOSED])


def _hours(work: Interval, time: WorkingTime, localizer: Localizer) -> Markup:
    hours = written_stretch(work, time.zone, localizer)
    if time.pause is None:
        return Markup("{}").format(hours)
    pause = written_stretch(time.pause, time.zone, localizer)
    return joined(hours, localizer.t("break {times}", times=pause))


def _stretches_line(
    words: str, stretches: Sequence[Interval], most: int, zone: ZoneInfo, localizer: Localizer
) -> Markup | None:
    if not stretches:
        return None
    written = [written_stretch(stretch, zone, localizer) for stretch in stretches[:most]]
    more = ["…"] if len(stretches) > most else []
    return localizer.t(words, times=", ".join([*written, *more]))
