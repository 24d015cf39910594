from markupsafe import Markup

from bot.callbacks.booking import AddNote, ConfirmBooking, DropNote
from bot.fsm.booking import BookingDraft
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.cancellation_terms import rule_of
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.money import due_line, price_line
from domain.booking.preview_visit import Preview


def render_confirm(preview: Preview, draft: BookingDraft, note: str, reader: Reader) -> Screen:
    """Show everything on one card; the tap on it books the visit, or moves it."""
    if draft.moved_booking_id is not None:
        return _render_move(preview, reader)
    location = preview.profile.location
    text = paragraphs(
        reader.say("🧾 <b>Is everything right?</b>"),
        when_lines(preview.items, location.timezone, reader),
        item_lines(preview.items, location.timezone, reader, with_prices=True),
        lines(
            price_line(preview.price, reader),
            due_line(preview.deposit, preview.price, reader) if preview.deposit else None,
            place_line(location, reader),
            note_line(note),
        ),
        rule_of(preview, reader),
    )
    return Screen(text, _rows(preview, note, reader))


def _rows(preview: Preview, note: str, reader: Reader) -> Rows:
    book = Button(
        label(_book(preview, reader)),
        tap=ConfirmBooking(price_minor=preview.price.amount_minor),
        style=ButtonStyle.PRIMARY,
    )
    if not note.strip():
        return (book,), (Button(label(reader.say("📝 Add a note")), tap=AddNote()),)
    change = Button(label(reader.say("📝 Change the note")), tap=AddNote())
    return (book,), (change, Button(label(reader.say("Remove the note")), tap=DropNote()))


def _book(preview: Preview, reader: Reader) -> Markup:
    if preview.deposit is None:
        return reader.say("Book now")
    return reader.say("Book and pay {amount}", amount=reader.money(preview.deposit))


def _render_move(preview: Preview, reader: Reader) -> Screen:
    location = preview.profile.location
    text = paragraphs(
        reader.say("🔁 <b>Move your visit to this time?</b>"),
        when_lines(preview.items, location.timezone, reader),
        item_lines(preview.items, location.timezone, reader, with_prices=False),
        place_line(location, reader),
        reader.say("The price stays as it was. Your old time becomes free for others."),
    )
    start_at = preview.items[0].start_at
    move = Button(
        label(reader.say("Move to {time}", time=reader.day_and_time(start_at, location.timezone))),
        tap=ConfirmBooking(price_minor=preview.price.amount_minor),
        style=ButtonStyle.PRIMARY,
    )
    return Screen(text, ((move,),))
