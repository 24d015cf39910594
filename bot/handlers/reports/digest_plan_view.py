"""Figures at once, and when they come by themselves."""

from datetime import time

from markupsafe import Markup

from bot.callbacks.reports import (
    ChooseDigestHour,
    ChooseDigestWeekday,
    SendDigest,
    SwitchDailyDigest,
)
from bot.ui.formats import written_time
from bot.ui.layout import choice, grid, page_line, page_row
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, joined, label, lines, paragraphs
from bot.ui.weekdays import weekday_name
from domain.reporting.due import DigestKind
from domain.reporting.get_digest_plan import LocationDigests

DAY_HOURS, WEEK_DAYS = 24, 7
WEEKDAYS_IN_ROW = 4


def render_figures(plan: LocationDigests, reader: Reader) -> Screen:
    """Offer the digests now, and show when those of one location come by themselves."""
    text = paragraphs(
        reader.say("📊 <b>Figures</b>"),
        reader.say("How it went and what can still be sold: at once, or by itself as a digest."),
        lines(
            reader.say("🔔 Digests of {location}", location=bold(_place(plan, reader))),
            joined(reader.say("every day"), _daily(plan, reader)),
            joined(reader.say("every week"), _weekly(plan, reader)),
        ),
        reader.say("They come to the admins' group or, without one, to each admin."),
        page_line(plan.page, plan.pages, reader),
    )
    rows = (_now_row(reader), _hour_row(plan, reader), _daily_row(plan, reader))
    return Screen(
        text, (*rows, *_weekly_rows(plan, reader), *page_row(plan.page, plan.pages, reader))
    )


def _place(plan: LocationDigests, reader: Reader) -> str:
    return reader.name(plan.location.name)


def _hour(hour: int, reader: Reader) -> str:
    return written_time(time(hour % DAY_HOURS), reader.language)


def _daily(plan: LocationDigests, reader: Reader) -> Markup | str:
    return _hour(plan.choice.hour, reader) if plan.choice.is_daily else reader.say("none")


def _weekly(plan: LocationDigests, reader: Reader) -> Markup | str:
    if plan.choice.weekday is None:
        return reader.say("none")
    return joined(weekday_name(plan.choice.weekday, reader), _hour(plan.choice.hour, reader))


def _now_row(reader: Reader) -> tuple[Button, ...]:
    return (
        Button(label(reader.say("📊 Yesterday")), tap=SendDigest(kind=DigestKind.DAY)),
        Button(label(reader.say("📊 Last 7 days")), tap=SendDigest(kind=DigestKind.WEEK)),
    )


def _hour_row(plan: LocationDigests, reader: Reader) -> tuple[Button, ...]:
    """Offer an hour earlier or later, through midnight."""
    signs = ((-1, "◀ {time}"), (1, "{time} ▶"))
    hours = [((plan.choice.hour + step) % DAY_HOURS, sign) for step, sign in signs]
    return tuple(
        Button(
            label(sign.format(time=_hour(hour, reader))),
            tap=ChooseDigestHour(location_id=plan.location.id, hour=hour),
        )
        for hour, sign in hours
    )


def _daily_row(plan: LocationDigests, reader: Reader) -> tuple[Button, ...]:
    is_on = plan.choice.is_daily
    tap = SwitchDailyDigest(location_id=plan.location.id, on=not is_on)
    return (choice(reader.say("Every day"), tap, is_chosen=is_on),)


def _weekly_rows(plan: LocationDigests, reader: Reader) -> Rows:
    """Offer each weekday, and none."""
    names = [weekday_name(weekday, reader, is_short=True) for weekday in range(WEEK_DAYS)]
    days: list[tuple[int | None, str]] = [*enumerate(names), (None, reader.say("Not weekly"))]
    return grid(
        [
            choice(
                name,
                ChooseDigestWeekday(location_id=plan.location.id, weekday=weekday),
                is_chosen=weekday == plan.choice.weekday,
            )
            for weekday, name in days
        ],
        WEEKDAYS_IN_ROW,
    )
