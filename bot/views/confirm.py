from markupsafe import Markup

from bot.callbacks import AddNote, ConfirmBooking, DropNote
from bot.fsm.booking import BookingDraft
from bot.views.reader import Reader
from bot.views.screen import Button, ButtonStyle, Rows, Screen
from bot.views.visit_lines import item_lines, note_line, place_line, when_lines
from bot.views.words import bold, label, lines, paragraphs
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
            reader.say("💳 Price: {price}", price=bold(reader.money(preview.price))),
            place_line(location, reader),
            note_line(note),
        ),
        _rule(preview, reader),
    )
    return Screen(text, _rows(preview, note, reader))


def _rows(preview: Preview, note: str, reader: Reader) -> Rows:
    book = Button(
        label(reader.say("Book now")),
        tap=ConfirmBooking(price_minor=preview.price.amount_minor),
        style=ButtonStyle.PRIMARY,
    )
    if not note.strip():
        return (book,), (Button(label(reader.say("📝 Add a note")), tap=AddNote()),)
    change = Button(label(reader.say("📝 Change the note")), tap=AddNote())
    return (book,), (change, Button(label(reader.say("Remove the note")), tap=DropNote()))


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


def _rule(preview: Preview, reader: Reader) -> Markup:
    """Say in one sentence until when the visit can be changed."""
    if preview.is_locked:
        return reader.say("It is so soon that it can no longer be cancelled or moved here.")
    policies = preview.profile.policies
    cancel, move = policies.cancel_lock_minutes, policies.reschedule_lock_minutes
    if cancel == move == 0:
        return reader.say("You can cancel or move your visit until it begins.")
    if cancel == move:
        return reader.say(
            "You can cancel or move your visit until {span} before it begins.",
            span=reader.span(cancel),
        )
    return reader.say(
        "You can cancel your visit until {cancel} before it begins, and move it until {move} "
        "before.",
        cancel=reader.span(cancel),
        move=reader.span(move),
    )
