from urllib.parse import urlencode

from bot.callbacks import AskCancel, MoveVisit, SendCalendarFile
from bot.views.reader import Reader
from bot.views.screen import Button, ButtonStyle, Rows, Screen
from bot.views.visit_lines import item_lines, note_line, place_line, when_lines
from bot.views.visit_status import status_heading
from bot.views.words import bold, label, lines, paragraphs, shortened
from domain.booking.get_visit import VisitCard
from domain.booking.model import BookingStatus, Visit
from domain.catalog.model import Location

MAP_SEARCH = "https://www.openstreetmap.org/search"
MAX_COPIED = 256


def render_visit(card: VisitCard, reader: Reader) -> Screen:
    """Show a visit, and what its client can do about it."""
    visit, location = card.visit, card.visit.location
    text = paragraphs(
        status_heading(card, reader),
        when_lines(visit.items, location.timezone, reader),
        item_lines(visit.items, location.timezone, reader, with_prices=True),
        lines(
            reader.say("💳 Price: {price}", price=bold(reader.money(visit.price))),
            place_line(location, reader),
            note_line(visit.note),
        ),
    )
    return Screen(text, _rows_of_coming(visit, reader) if card.is_coming else _rows(visit, reader))


def _rows_of_coming(visit: Visit, reader: Reader) -> Rows:
    move = Button(label(reader.say("🔁 Move")), tap=MoveVisit(booking_id=visit.id))
    cancel = Button(
        label(reader.say("Cancel")), tap=AskCancel(booking_id=visit.id), style=ButtonStyle.DANGER
    )
    if visit.status is not BookingStatus.CONFIRMED:
        return (*_directions(visit.location, reader), (cancel,))
    calendar = Button(
        label(reader.say("🗓 Add to my calendar")), tap=SendCalendarFile(booking_id=visit.id)
    )
    return (calendar,), *_directions(visit.location, reader), (move, cancel)


def _rows(visit: Visit, reader: Reader) -> Rows:
    if visit.status is not BookingStatus.CANCELLED:
        return ()
    remove = label(reader.say("🗓 Remove from my calendar"))
    return ((Button(remove, tap=SendCalendarFile(booking_id=visit.id)),),)


def _directions(location: Location, reader: Reader) -> Rows:
    if not location.address.strip():
        return ()
    address = shortened(" ".join(location.address.split()), MAX_COPIED)
    url = f"{MAP_SEARCH}?{urlencode({'query': address})}"
    return (
        (
            Button(label(reader.say("🧭 Directions")), url=url),
            Button(label(reader.say("📋 Copy the address")), copy_text=address),
        ),
    )
