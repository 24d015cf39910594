"""Visits that collide with a change of working time: before it, and after it."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.my_time import MakeTimeChange
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.my_time.my_time_view import change_line, place_line
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import NAME_LIMIT, NAME_ON_BUTTON, joined, label, lines, one_line, paragraphs
from bot.ui.weekdays import weekday_name
from domain.my_time.changes import TakesTime, WorkingDayChange
from domain.my_time.find_collisions import CollidingVisit
from domain.my_time.get_my_time import MyTime
from domain.my_time.ports import DisplacedVisit, Fate
from domain.visit.model import BookingStatus

MOST_SHOWN = 10
"""Visits on one page."""

WORDS_OF_FATES: Mapping[Fate, str] = {
    Fate.PHONE: gettext_noop("📞 Please phone them, their visits still stand:"),
    Fate.ASKED: gettext_noop("🔁 Asked whether another time suits:"),
    Fate.SOON: gettext_noop("⏳ Will be asked in a moment:"),
    Fate.HELD: gettext_noop("💳 Not confirmed yet, asked as soon as they are:"),
    Fate.DONE: gettext_noop("✅ Moved or cancelled since:"),
}


def page_of(visits: Sequence[CollidingVisit], number: int) -> PageOf[CollidingVisit]:
    """Return one page of the visits."""
    return PageOf.cut(visits, number, MOST_SHOWN)


def render_collisions(
    visits: Sequence[CollidingVisit],
    page: PageOf[CollidingVisit],
    change: TakesTime,
    mine: MyTime,
    localizer: Localizer,
    *,
    are_seen: bool,
) -> Screen:
    """Ask whether to make a change despite the visits; possible after all of them `are_seen`."""
    unusual = _unusual_line(change, localizer)
    none = None if unusual else localizer.t("There are none any more.")
    text = paragraphs(
        lines(
            localizer.t("⚠️ <b>Visits in the way</b>")
            if visits or not unusual
            else localizer.t("🕘 <b>Is that right?</b>"),
            change_line(change, mine, localizer),
            unusual,
            place_line(mine, localizer),
        ),
        lines(*(_line(visit, localizer) for visit in page.items)) or none,
        page_line(page.number, page.pages, localizer),
        _forecast(visits, localizer),
        None if are_seen else localizer.t("Look at all the pages before you go on."),
    )
    pages = page_row(page.number, page.pages, localizer)
    return Screen(text, (*pages, *column([_go_on(visits, localizer)] if are_seen else [])))


def render_displaced(
    visits: Sequence[DisplacedVisit], number: int, mine: MyTime, localizer: Localizer
) -> Screen:
    """Show what happens to the displaced visits; those to be phoned come first."""
    fates = list(WORDS_OF_FATES)
    page = PageOf.cut(sorted(visits, key=lambda visit: fates.index(visit.fate)), number, MOST_SHOWN)
    text = paragraphs(
        lines(localizer.t("🕘 <b>Your time is changed</b>"), place_line(mine, localizer)),
        *(_fate_lines(fate, page.items, mine, localizer) for fate in fates),
        page_line(page.number, page.pages, localizer),
    )
    to_phone = [visit for visit in page.items if visit.fate is Fate.PHONE]
    rows = column(_button(visit, mine, localizer) for visit in to_phone)
    return Screen(text, (*rows, *page_row(page.number, page.pages, localizer)))


def _unusual_line(change: TakesTime, localizer: Localizer) -> Markup | None:
    """Return how long unusual hours are, because they may be a mistake."""
    if not isinstance(change, WorkingDayChange) or change.hours is None:
        return None
    hours = change.hours
    if not hours.is_unusual:
        return None
    length = localizer.duration(hours.lasts_minutes)
    if not hours.goes_into_next_day:
        return localizer.t("That is {length} of work.", length=length)
    day = weekday_name((change.weekday + 1) % 7, localizer)
    return localizer.t("That is {length} of work, until {weekday}.", length=length, weekday=day)


def _forecast(visits: Sequence[CollidingVisit], localizer: Localizer) -> Markup | None:
    """Return what happens to the visits if the change is made."""
    if not visits:
        return None
    asked = sum(visit.is_asked_at_once for visit in visits)
    phoned = sum(visit.is_to_be_phoned for visit in visits)
    held = sum(visit.status is BookingStatus.PENDING for visit in visits)
    return lines(
        localizer.t("Nothing is changed yet. If you go on:"),
        localizer.tn(
            "🔁 {count} client is asked at once whether another time suits",
            "🔁 {count} clients are asked at once whether another time suits",
            asked,
        )
        if asked
        else None,
        localizer.tn(
            "📞 {count} client cannot be asked in the chat and has to be phoned",
            "📞 {count} clients cannot be asked in the chat and have to be phoned",
            phoned,
        )
        if phoned
        else None,
        localizer.tn(
            "💳 {count} visit is not confirmed yet: its client is asked once it is",
            "💳 {count} visits are not confirmed yet: their clients are asked once they are",
            held,
        )
        if held
        else None,
        localizer.t("Until they answer, their visits stand."),
    )


def _go_on(visits: Iterable[CollidingVisit], localizer: Localizer) -> Button:
    count = sum(visit.is_asked_at_once for visit in visits)
    words = (
        localizer.tn("Go on and ask {count} client", "Go on and ask {count} clients", count)
        if count
        else localizer.t("Go on")
    )
    return Button(label(words), tap=MakeTimeChange(), style=ButtonStyle.DANGER)


def _line(visit: CollidingVisit, localizer: Localizer) -> Markup:
    services = ", ".join(localizer.name(name) for name in visit.services)
    held = localizer.t("not confirmed yet") if visit.status is BookingStatus.PENDING else None
    return joined(
        localizer.day_and_time(visit.start_at),
        localizer.person(visit.client_name, NAME_ON_BUTTON),
        one_line(services, NAME_LIMIT),
        localizer.t("to be phoned") if visit.is_to_be_phoned else None,
        held,
    )


def _fate_lines(
    fate: Fate, visits: Iterable[DisplacedVisit], mine: MyTime, localizer: Localizer
) -> Markup | None:
    entries = [
        joined(_when(visit, mine, localizer), localizer.person(visit.client_name))
        for visit in visits
        if visit.fate is fate
    ]
    return lines(localizer.t(WORDS_OF_FATES[fate]), *entries) if entries else None


def _when(visit: DisplacedVisit, mine: MyTime, localizer: Localizer) -> str:
    """Return the original time, in the time zone of the master."""
    return localizer.day_and_time(visit.start_at.astimezone(mine.zone))


def _button(visit: DisplacedVisit, mine: MyTime, localizer: Localizer) -> Button:
    name = localizer.person(visit.client_name, NAME_ON_BUTTON)
    words = label("👤 " + name, _when(visit, mine, localizer))
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))
