from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from bot.callbacks.booking import ChooseDay, DayHint, DayReason, ShowMonth
from bot.callbacks.changes import WithAnyMaster
from bot.fsm.booking import BookingDraft
from bot.ui.booking_lines import what_line
from bot.ui.layout import choice
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, capitalized, label, lines, paragraphs
from bot.ui.weekdays import weekday_name
from domain.availability.list_open_days import MANY_STARTS, OpenDays
from domain.shared.time import DateRange
from engine import CalendarEngine
from engine.month import MonthCell

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12

MARK_OF_REASON = {
    DayReason.FULL: "×",
    DayReason.OFF: "–",
    DayReason.HOLIDAY: "★",
}
BEYOND = "·"  # a past day, or one too far ahead
NOTHING = "\u2800"  # looks empty; Telegram rejects empty labels


def render_month(
    days: OpenDays, draft: BookingDraft, month_index: int, localizer: Localizer, *, client: str = ""
) -> Screen:
    """Show a month with its free days; outside the horizon, show the month of the first free day.

    The staff choose for `client`.
    """
    first_free = days.first_free
    if first_free is None:
        return _render_none(days, draft, client, localizer)
    shown = _month_shown(days, month_index, first_free)
    text = paragraphs(
        lines(_question(draft, localizer), what_line(days.plan, draft, localizer, client)),
        bold(capitalized(localizer.month(shown))),
        localizer.t("● many times  ○ a few  × full  – day off  ★ holiday"),
    )
    first = Button(
        label(localizer.t("First free: {day}", day=localizer.day(first_free))),
        tap=ChooseDay(ordinal=first_free.toordinal()),
        style=ButtonStyle.PRIMARY,
    )
    rows: Rows = ((first,), _weekdays(localizer), *_weeks(days, shown, localizer.first_weekday))
    return Screen(
        text, (*rows, *_month_row(days, shown, localizer), *_any_master_row(draft, localizer))
    )


def _question(draft: BookingDraft, localizer: Localizer) -> Markup:
    if draft.is_offer:
        return localizer.t("📅 <b>Which day would you like to offer?</b>")
    if draft.client_id is not None:
        return localizer.t("📅 <b>Which day suits the client?</b>")
    return localizer.t("📅 <b>Which day suits you?</b>")


def _render_none(days: OpenDays, draft: BookingDraft, client: str, localizer: Localizer) -> Screen:
    text = paragraphs(
        localizer.t("📅 <b>No free time at the moment</b>"),
        what_line(days.plan, draft, localizer, client),
        localizer.t(
            "There is nothing left until {last_day}. Go back to try another choice, "
            "or look in again later: times become free when others cancel.",
            last_day=localizer.day(days.horizon.last),
        ),
    )
    return Screen(text, _any_master_row(draft, localizer))


def _any_master_row(draft: BookingDraft, localizer: Localizer) -> Rows:
    """Let a visit that is moved take any master, or its own masters again."""
    if draft.moved_booking_id is None or draft.is_offer:
        return ()
    is_any_master = None in draft.master_ids
    words = localizer.t("With anybody")
    return ((choice(words, WithAnyMaster(on=not is_any_master), is_chosen=is_any_master),),)


def index_of(day: date) -> int:
    """Return the number of a month in callback data."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def first_day_of(index: int) -> date:
    """Return the first day of the month with that number."""
    year, month = divmod(index, MONTHS_IN_YEAR)
    return date(year, month + 1, 1)


def _month_shown(days: OpenDays, index: int, first_free: date) -> date:
    is_inside = index_of(days.horizon.first) <= index <= index_of(days.horizon.last)
    return first_day_of(index if is_inside else index_of(first_free))


def _month_row(days: OpenDays, shown: date, localizer: Localizer) -> Rows:
    """Return the buttons to the previous and next month, if the horizon includes them."""
    index, turns = index_of(shown), []
    if index > index_of(days.horizon.first):
        name = capitalized(localizer.month_alone(first_day_of(index - 1)))
        turns.append(Button(label(f"‹ {name}"), tap=ShowMonth(index=index - 1)))
    if index < index_of(days.horizon.last):
        name = capitalized(localizer.month_alone(first_day_of(index + 1)))
        turns.append(Button(label(f"{name} ›"), tap=ShowMonth(index=index + 1)))
    return (tuple(turns),) if turns else ()


def _weekdays(localizer: Localizer) -> tuple[Button, ...]:
    first = localizer.first_weekday
    return tuple(
        Button(
            weekday_name(weekday % DAYS_IN_WEEK, localizer, is_short=True),
            tap=DayHint(reason=DayReason.NO_DAY),
        )
        for weekday in range(first, first + DAYS_IN_WEEK)
    )


def _weeks(days: OpenDays, shown: date, first_weekday: int) -> Iterator[tuple[Button, ...]]:
    """Yield the weeks of a month that overlap the horizon."""
    location = days.plan.profile.location
    cells = CalendarEngine.get_month_matrix(
        shown.year,
        shown.month,
        today=days.horizon.first,
        holidays_subdiv=location.subdivision,
        country=location.country,
        first_weekday=first_weekday,
    )
    for start in range(0, len(cells), DAYS_IN_WEEK):
        week = cells[start : start + DAYS_IN_WEEK]
        if any(_is_within(days.horizon, cell) for cell in week):
            yield tuple(_button(days, cell) for cell in week)


def _is_within(horizon: DateRange, cell: MonthCell) -> bool:
    return "date" in cell and horizon.first <= date.fromisoformat(cell["date"]) <= horizon.last


def _button(days: OpenDays, cell: MonthCell) -> Button:
    if "date" not in cell:
        return Button(NOTHING, tap=DayHint(reason=DayReason.NO_DAY))
    day = date.fromisoformat(cell["date"])
    starts = days.starts_by_day.get(day, 0)
    if not starts:
        reason = _reason(days, day)
        mark = MARK_OF_REASON.get(reason)
        words = BEYOND if mark is None else f"{cell['num']} {mark}"
        return Button(words, tap=DayHint(reason=reason))
    mark = "●" if starts >= MANY_STARTS else "○"
    return Button(f"{cell['num']} {mark}", tap=ChooseDay(ordinal=day.toordinal()))


def _reason(days: OpenDays, day: date) -> DayReason:
    """Return why a day has no start."""
    if day < days.horizon.first:
        return DayReason.PAST
    if day > days.horizon.last:
        return DayReason.FAR
    if day in days.working_days:
        return DayReason.FULL
    return DayReason.HOLIDAY if day in days.holidays else DayReason.OFF
