from collections.abc import Sequence

from bot.callbacks import OpenListedVisit
from bot.views.reader import Reader
from bot.views.rows import column
from bot.views.screen import Button, Screen
from bot.views.words import NAME_ON_BUTTON, label, one_line, paragraphs
from domain.booking.staff_ports import UnmarkedVisit


def render_unmarked(visits: Sequence[UnmarkedVisit], reader: Reader) -> Screen:
    """List visits of which nobody has said what became of them."""
    if not visits:
        return Screen(reader.say("✅ <b>Every visit is marked</b>"))
    text = paragraphs(
        reader.say("❔ <b>What became of these visits?</b>"),
        reader.say("Tap one to say whether the client came, and how it was paid."),
    )
    return Screen(text, column(_button(visit, reader) for visit in visits))


def _button(visit: UnmarkedVisit, reader: Reader) -> Button:
    name = one_line(visit.client_name, NAME_ON_BUTTON)
    words = label("👤 " + name, reader.day_and_time(visit.start_at))
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))
