"""Messages between the staff and a client about a visit."""

from markupsafe import Markup

from bot.callbacks.correspondence import AnswerClient, AnswerStaff, OpenWritten
from bot.callbacks.visit_card import OpenStaffVisit
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import label, own_text, paragraphs, quoted
from bot.ui.visit.message_lines import visit_lines
from domain.catalog.model import Label
from domain.correspondence.messages import VisitMessageFacts
from domain.notifications.content.contents import WrittenContent
from domain.notifications.kinds.visits.visit_message import VISIT_MESSAGE
from domain.visit.correspondence import MAX_MESSAGE_LENGTH, WrittenText
from domain.visit.model import Visit

TEXT_LIMIT = 2 * MAX_MESSAGE_LENGTH
"""In UTF-16 units: enough for the whole message, whatever the characters."""


@to_one(VISIT_MESSAGE)
def visit_message(content: WrittenContent[VisitMessageFacts], localizer: Localizer) -> Screen:
    """Show the message; the recipient can answer it, or open the visit."""
    said, visit = content.said, content.visit
    if said.writer is not None:
        return _to_client(said.writer, said, visit, localizer)
    name = localizer.person(content.contact.name) if content.contact else ""
    heading = localizer.t("✉️ <b>{name} has written about a visit</b>", name=name)
    answer = AnswerClient(booking_id=visit.id)
    return _message(heading, said, visit, answer, OpenStaffVisit(booking_id=visit.id), localizer)


def _to_client(writer: Label, said: WrittenText, visit: Visit, localizer: Localizer) -> Screen:
    heading = localizer.t(
        "✉️ <b>{name} has written to you about your visit</b>", name=localizer.name(writer)
    )
    answer = AnswerStaff(booking_id=visit.id)
    return _message(heading, said, visit, answer, OpenWritten(booking_id=visit.id), localizer)


def _message(
    heading: Markup,
    said: WrittenText,
    visit: Visit,
    answer: AnswerClient | AnswerStaff,
    opening: OpenStaffVisit | OpenWritten,
    localizer: Localizer,
) -> Screen:
    text = paragraphs(
        heading, quoted(own_text(said.text, TEXT_LIMIT)), visit_lines(visit, localizer)
    )
    row = (
        Button(label(localizer.t("↩️ Answer")), tap=answer, style=ButtonStyle.PRIMARY),
        Button(label(localizer.t("🗂 Open the visit")), tap=opening),
    )
    return Screen(text, (row,))
