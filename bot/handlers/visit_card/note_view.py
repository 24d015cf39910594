from markupsafe import Markup

from bot.callbacks.correspondence import DropStaffNote, OpenStaffNote
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, one_line, own_words, paragraphs, quoted
from domain.correspondence.write_staff_note import MAX_STAFF_NOTE_LENGTH
from domain.visit_queries.get_staff_visit import StaffVisitCard


def render_staff_note(card: StaffVisitCard, reader: Reader) -> Screen:
    """Show the staff's note on a visit, and ask for another one, which is written as a message."""
    note = card.client.staff_note
    when = reader.day_and_time(card.visit.starts_at, card.visit.location.timezone)
    text = paragraphs(
        lines(
            reader.say("🔏 <b>Our note on this visit</b>"),
            Markup("👤 {} · {}").format(bold(one_line(card.client.name)), when),
        ),
        quoted(own_words(note, MAX_STAFF_NOTE_LENGTH)) if note else None,
        reader.say(
            "Write it as a message, {limit} characters at most. The client never sees it.",
            limit=MAX_STAFF_NOTE_LENGTH,
        ),
    )
    if not note:
        return Screen(text)
    remove = label(reader.say("Remove the note"))
    return Screen(text, ((Button(remove, tap=DropStaffNote(), style=ButtonStyle.DANGER),),))


def staff_note_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    """Show the staff's note, if there is one."""
    note = card.client.staff_note
    if not note:
        return None
    return reader.say("🔏 Our note: {note}", note=own_words(note, MAX_STAFF_NOTE_LENGTH))


def staff_note_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    """Lead to the staff's note."""
    words = (
        reader.say("🔏 Change our note") if card.client.staff_note else reader.say("🔏 Add a note")
    )
    return ((Button(label(words), tap=OpenStaffNote(booking_id=card.visit.id)),),)
