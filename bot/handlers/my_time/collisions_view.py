"""Visits in the way of a change of working time: before it, and what becomes of them."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.my_time import MakeTimeChange
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.my_time.my_time_view import change_line, place_line
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Reader, say
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
    Fate.PHONE: say("📞 Please phone them, their visits still stand:"),
    Fate.ASKED: say("🔁 Asked whether another time suits:"),
    Fate.SOON: say("⏳ Will be asked in a moment:"),
    Fate.HELD: say("💳 Not confirmed yet, asked as soon as they are:"),
    Fate.DONE: say("✅ Moved or cancelled since:"),
}


def page_of(visits: Sequence[CollidingVisit], number: int) -> PageOf[CollidingVisit]:
    """Cut out what is read at once."""
    return PageOf.cut(visits, number, MOST_SHOWN)


def render_collisions(
    visits: Sequence[CollidingVisit],
    page: PageOf[CollidingVisit],
    change: TakesTime,
    mine: MyTime,
    reader: Reader,
    *,
    are_seen: bool,
) -> Screen:
    """Ask whether to make a change in spite of the visits, once `are_seen` all of them."""
    unusual = _unusual_line(change, reader)
    none = None if unusual else reader.say("There are none any more.")
    text = paragraphs(
        lines(
            reader.say("⚠️ <b>Visits in the way</b>")
            if visits or not unusual
            else reader.say("🕘 <b>Is that right?</b>"),
            change_line(change, mine, reader),
            unusual,
            place_line(mine, reader),
        ),
        lines(*(_line(visit, reader) for visit in page.items)) or none,
        page_line(page.number, page.pages, reader),
        _forecast(visits, reader),
        None if are_seen else reader.say("Look at all the pages before you go on."),
    )
    pages = page_row(page.number, page.pages, reader)
    return Screen(text, (*pages, *column([_go_on(visits, reader)] if are_seen else [])))


def render_displaced(
    visits: Sequence[DisplacedVisit], number: int, mine: MyTime, reader: Reader
) -> Screen:
    """Tell what becomes of the visits that had to make room, who is to be phoned first."""
    fates = list(WORDS_OF_FATES)
    page = PageOf.cut(sorted(visits, key=lambda visit: fates.index(visit.fate)), number, MOST_SHOWN)
    text = paragraphs(
        lines(reader.say("🕘 <b>Your time is changed</b>"), place_line(mine, reader)),
        *(_told(fate, page.items, mine, reader) for fate in fates),
        page_line(page.number, page.pages, reader),
    )
    to_phone = [visit for visit in page.items if visit.fate is Fate.PHONE]
    rows = column(_button(visit, mine, reader) for visit in to_phone)
    return Screen(text, (*rows, *page_row(page.number, page.pages, reader)))


def _unusual_line(change: TakesTime, reader: Reader) -> Markup | None:
    """Tell how long hours are that may well be meant otherwise."""
    if not isinstance(change, WorkingDayChange) or change.hours is None:
        return None
    hours = change.hours
    if not hours.is_unusual:
        return None
    length = reader.duration(hours.lasts_minutes)
    if not hours.goes_into_next_day:
        return reader.say("That is {length} of work.", length=length)
    day = weekday_name((change.weekday + 1) % 7, reader)
    return reader.say("That is {length} of work, until {weekday}.", length=length, weekday=day)


def _forecast(visits: Sequence[CollidingVisit], reader: Reader) -> Markup | None:
    """Tell what becomes of the visits if the change is made."""
    if not visits:
        return None
    asked = sum(visit.is_asked_at_once for visit in visits)
    phoned = sum(visit.is_to_be_phoned for visit in visits)
    held = sum(visit.status is BookingStatus.PENDING for visit in visits)
    return lines(
        reader.say("Nothing is changed yet. If you go on:"),
        reader.say_many(
            "🔁 {count} client is asked at once whether another time suits",
            "🔁 {count} clients are asked at once whether another time suits",
            asked,
        )
        if asked
        else None,
        reader.say_many(
            "📞 {count} client cannot be asked in the chat and has to be phoned",
            "📞 {count} clients cannot be asked in the chat and have to be phoned",
            phoned,
        )
        if phoned
        else None,
        reader.say_many(
            "💳 {count} visit is not confirmed yet: its client is asked once it is",
            "💳 {count} visits are not confirmed yet: their clients are asked once they are",
            held,
        )
        if held
        else None,
        reader.say("Until they answer, their visits stand."),
    )


def _go_on(visits: Iterable[CollidingVisit], reader: Reader) -> Button:
    count = sum(visit.is_asked_at_once for visit in visits)
    words = (
        reader.say_many("Go on and ask {count} client", "Go on and ask {count} clients", count)
        if count
        else reader.say("Go on")
    )
    return Button(label(words), tap=MakeTimeChange(), style=ButtonStyle.DANGER)


def _line(visit: CollidingVisit, reader: Reader) -> Markup:
    services = ", ".join(reader.name(name) for name in visit.services)
    held = reader.say("not confirmed yet") if visit.status is BookingStatus.PENDING else None
    return joined(
        reader.day_and_time(visit.start_at),
        one_line(visit.client_name, NAME_ON_BUTTON),
        one_line(services, NAME_LIMIT),
        reader.say("to be phoned") if visit.is_to_be_phoned else None,
        held,
    )


def _told(
    fate: Fate, visits: Iterable[DisplacedVisit], mine: MyTime, reader: Reader
) -> Markup | None:
    told = [
        joined(_when(visit, mine, reader), one_line(visit.client_name))
        for visit in visits
        if visit.fate is fate
    ]
    return lines(reader.say(WORDS_OF_FATES[fate]), *told) if told else None


def _when(visit: DisplacedVisit, mine: MyTime, reader: Reader) -> str:
    """Return when it was to be, by the clock by which the master works."""
    return reader.day_and_time(visit.start_at.astimezone(mine.zone))


def _button(visit: DisplacedVisit, mine: MyTime, reader: Reader) -> Button:
    name = one_line(visit.client_name, NAME_ON_BUTTON)
    words = label("👤 " + name, _when(visit, mine, reader))
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))
