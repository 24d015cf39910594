from markupsafe import Markup

from bot.callbacks.booking import AddNote, ConfirmBooking, DropNote
from bot.fsm.booking import BookingDraft
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.cancellation_terms import cancellation_terms
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.money import due_line, price_line
from domain.booking.preview_visit import Preview


def render_confirm(
    preview: Preview, draft: BookingDraft, note: str, localizer: Localizer
) -> Screen:
    """Show everything on one card; a tap books the visit, or moves it."""
    if draft.moved_booking_id is not None:
        return _render_move(preview, localizer)
    location = preview.profile.location
    text = paragraphs(
        localizer.t("🧾 <b>Is everything right?</b>"),
        when_lines(preview.items, location.timezone, localizer),
        item_lines(preview.items, location.timezone, localizer, with_prices=True),
        lines(
            price_line(preview.price, localizer),
            due_line(preview.deposit, preview.price, localizer) if preview.deposit else None,
            place_line(location, localizer),
            note_line(note),
        ),
        cancellation_terms(preview, localizer),
    )
    return Screen(text, _rows(preview, note, localizer))


def _rows(preview: Preview, note: str, localizer: Localizer) -> Rows:
    book = Button(
        label(_book(preview, localizer)),
        tap=ConfirmBooking(price_minor=preview.price.amount_minor),
        style=ButtonStyle.PRIMARY,
    )
    if not note.strip():
        return (book,), (Button(label(localizer.t("📝 Add a note")), tap=AddNote()),)
    change = Button(label(localizer.t("📝 Change the note")), tap=AddNote())
    return (book,), (change, Button(label(localizer.t("Remove the note")), tap=DropNote()))


def _book(preview: Preview, localizer: Localizer) -> Markup:
    if preview.deposit is None:
        return localizer.t("Book now")
    return localizer.t("Book and pay {amount}", amount=localizer.money(preview.deposit))


def _render_move(preview: Preview, localizer: Localizer) -> Screen:
    location = preview.profile.location
    text = paragraphs(
        localizer.t("🔁 <b>Move your visit to this time?</b>"),
        when_lines(preview.items, location.timezone, localizer),
        item_lines(preview.items, location.timezone, localizer, with_prices=False),
        place_line(location, localizer),
        localizer.t("The price stays as it was. Your old time becomes free for others."),
    )
    start_at = preview.items[0].start_at
    move = Button(
        label(
            localizer.t("Move to {time}", time=localizer.day_and_time(start_at, location.timezone))
        ),
        tap=ConfirmBooking(price_minor=preview.price.amount_minor),
        style=ButtonStyle.PRIMARY,
    )
    return Screen(text, ((move,),))
