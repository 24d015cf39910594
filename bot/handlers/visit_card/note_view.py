from markupsafe import Markup

from bot.callbacks.correspondence import DropStaffNote, OpenStaffNote
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, own_text, paragraphs, quoted
from domain.correspondence.write_staff_note import MAX_STAFF_NOTE_LENGTH
from domain.visit_queries.get_staff_visit import StaffVisitCard


def render_staff_note(card: StaffVisitCard, localizer: Localizer) -> Screen:
    """Show the staff's note on a visit, and ask for another one as a message."""
    note = card.client.staff_note
    when = localizer.day_and_time(card.visit.starts_at, card.visit.location.timezone)
    text = paragraphs(
        lines(
            localizer.t("🔏 <b>Our note on this visit</b>"),
            Markup("👤 {} · {}").format(bold(localizer.person(card.client.name)), when),
        ),
        quoted(own_text(note, MAX_STAFF_NOTE_LENGTH)) if note else None,
        localizer.t(
            "Write it as a message, {limit} characters at most. The client never sees it.",
            limit=MAX_STAFF_NOTE_LENGTH,
        ),
    )
    if not note:
        return Screen(text)
    remove = label(localizer.t("Remove the note"))
    return Screen(text, ((Button(remove, tap=DropStaffNote(), style=ButtonStyle.DANGER),),))


def staff_note_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return the staff's note, if there is one."""
    note = card.client.staff_note
    if not note:
        return None
    return localizer.t("🔏 Our note: {note}", note=own_text(note, MAX_STAFF_NOTE_LENGTH))


def staff_note_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    """Return the button to the staff's note."""
    words = (
        localizer.t("🔏 Change our note")
        if card.client.staff_note
        else localizer.t("🔏 Add a note")
    )
    return ((Button(label(words), tap=OpenStaffNote(booking_id=card.visit.id)),),)
