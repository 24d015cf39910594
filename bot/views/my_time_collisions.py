"""Visits in the way of a change of working time: before it, and what becomes of them."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks import MakeTimeChange, OpenListedVisit
from bot.views.my_time import change_line
from bot.views.reader import Reader, say
from bot.views.rows import column
from bot.views.screen import Button, ButtonStyle, Screen
from bot.views.words import NAME_LIMIT, NAME_ON_BUTTON, joined, label, lines, one_line, paragraphs
from domain.booking.model import BookingStatus
from domain.schedule.find_collisions import CollidingVisit
from domain.schedule.my_time import MyTime
from domain.schedule.my_time_ports import DisplacedVisit, Fate
from domain.schedule.time_changes import TakesTime

MOST_SHOWN = 10

WORDS_OF_FATES: Mapping[Fate, str] = {
    Fate.PHONE: say("📞 Please phone them, their visits still stand:"),
    Fate.ASKED: say("🔁 Asked whether another time suits:"),
    Fate.SOON: say("⏳ Will be asked in a moment:"),
    Fate.HELD: say("💳 Not confirmed yet, asked as soon as they are:"),
    Fate.DONE: say("✅ Moved or cancelled since:"),
}


def render_collisions(
    visits: Sequence[CollidingVisit], change: TakesTime, mine: MyTime, reader: Reader
) -> Screen:
    """Ask whether to make a change in spite of the visits."""
    count = len(visits)
    text = paragraphs(
        lines(reader.say("⚠️ <b>Visits in the way</b>"), change_line(change, mine, reader)),
        lines(*_shown([_line(visit, reader) for visit in visits]))
        or reader.say("There are none any more."),
        reader.say(
            "Nothing is changed yet. If you go on, each client is asked at once whether another "
            "time suits. Until they answer, their visits stand."
        )
        if count
        else None,
    )
    words = (
        reader.say_many("Go on and ask {count} client", "Go on and ask {count} clients", count)
        if count
        else reader.say("Go on")
    )
    go_on = Button(label(words), tap=MakeTimeChange(), style=ButtonStyle.DANGER)
    return Screen(text, ((go_on,),))


def render_displaced(visits: Sequence[DisplacedVisit], reader: Reader) -> Screen:
    """Tell what becomes of the visits that had to make room."""
    text = paragraphs(
        reader.say("🕘 <b>Your time is changed</b>"),
        *(_told(fate, visits, reader) for fate in WORDS_OF_FATES),
    )
    to_phone = [visit for visit in visits if visit.fate is Fate.PHONE][:MOST_SHOWN]
    return Screen(text, column(_button(visit, reader) for visit in to_phone))


def _line(visit: CollidingVisit, reader: Reader) -> Markup:
    services = ", ".join(reader.name(name) for name in visit.services)
    held = reader.say("not confirmed yet") if visit.status is BookingStatus.PENDING else None
    return joined(
        reader.day_and_time(visit.start_at),
        one_line(visit.client_name, NAME_ON_BUTTON),
        one_line(services, NAME_LIMIT),
        held,
    )


def _told(fate: Fate, visits: Iterable[DisplacedVisit], reader: Reader) -> Markup | None:
    told = [
        joined(reader.day_and_time(visit.start_at), one_line(visit.client_name))
        for visit in visits
        if visit.fate is fate
    ]
    return lines(reader.say(WORDS_OF_FATES[fate]), *_shown(told)) if told else None


def _shown(told: Sequence[Markup]) -> Sequence[str]:
    return [*told[:MOST_SHOWN], *(["…"] if len(told) > MOST_SHOWN else [])]


def _button(visit: DisplacedVisit, reader: Reader) -> Button:
    name = one_line(visit.client_name, NAME_ON_BUTTON)
    words = label("👤 " + name, reader.day_and_time(visit.start_at))
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))
