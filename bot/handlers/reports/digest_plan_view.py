"""Digests on request, and their schedule."""

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
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, joined, label, lines, paragraphs
from bot.ui.weekdays import weekday_name
from domain.reporting.due import DigestKind
from domain.reporting.get_digest_plan import LocationDigests

DAY_HOURS, WEEK_DAYS = 24, 7
WEEKDAYS_IN_ROW = 4


def render_figures(plan: LocationDigests, localizer: Localizer) -> Screen:
    """Offer the digests now, and show the schedule of one location."""
    text = paragraphs(
        localizer.t("📊 <b>Figures</b>"),
        localizer.t("How it went and what can still be sold: at once, or by itself as a digest."),
        lines(
            localizer.t("🔔 Digests of {location}", location=bold(_place(plan, localizer))),
            joined(localizer.t("every day"), _daily(plan, localizer)),
            joined(localizer.t("every week"), _weekly(plan, localizer)),
        ),
        localizer.t("They come to the admins' group or, without one, to each admin."),
        page_line(plan.page, plan.pages, localizer),
    )
    rows = (_now_row(localizer), _hour_row(plan, localizer), _daily_row(plan, localizer))
    return Screen(
        text, (*rows, *_weekly_rows(plan, localizer), *page_row(plan.page, plan.pages, localizer))
    )


def _place(plan: LocationDigests, localizer: Localizer) -> str:
    return localizer.name(plan.location.name)


def _hour(hour: int, localizer: Localizer) -> str:
    return written_time(time(hour % DAY_HOURS), localizer.locale)


def _daily(plan: LocationDigests, localizer: Localizer) -> Markup | str:
    return _hour(plan.choice.hour, localizer) if plan.choice.is_daily else localizer.t("none")


def _weekly(plan: LocationDigests, localizer: Localizer) -> Markup | str:
    if plan.choice.weekday is None:
        return localizer.t("none")
    return joined(weekday_name(plan.choice.weekday, localizer), _hour(plan.choice.hour, localizer))


def _now_row(localizer: Localizer) -> tuple[Button, ...]:
    return (
        Button(label(localizer.t("📊 Yesterday")), tap=SendDigest(kind=DigestKind.DAY)),
        Button(label(localizer.t("📊 Last 7 days")), tap=SendDigest(kind=DigestKind.WEEK)),
    )


def _hour_row(plan: LocationDigests, localizer: Localizer) -> tuple[Button, ...]:
    """Offer an hour earlier or later, across midnight."""
    signs = ((-1, "◀ {time}"), (1, "{time} ▶"))
    hours = [((plan.choice.hour + step) % DAY_HOURS, sign) for step, sign in signs]
    return tuple(
        Button(
            label(sign.format(time=_hour(hour, localizer))),
            tap=ChooseDigestHour(location_id=plan.location.id, hour=hour),
        )
        for hour, sign in hours
    )


def _daily_row(plan: LocationDigests, localizer: Localizer) -> tuple[Button, ...]:
    is_on = plan.choice.is_daily
    tap = SwitchDailyDigest(location_id=plan.location.id, on=not is_on)
    return (choice(localizer.t("Every day"), tap, is_chosen=is_on),)


def _weekly_rows(plan: LocationDigests, localizer: Localizer) -> Rows:
    """Offer each weekday, and none."""
    names = [weekday_name(weekday, localizer, is_short=True) for weekday in range(WEEK_DAYS)]
    days: list[tuple[int | None, str]] = [*enumerate(names), (None, localizer.t("Not weekly"))]
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
