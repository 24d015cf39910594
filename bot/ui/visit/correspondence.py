"""The staff and a client write to each other about a visit, through the bot."""

from markupsafe import Markup

from bot.callbacks.correspondence import WriteToClient
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import (
    NAME_LIMIT,
    bold,
    joined,
    label,
    lines,
    one_line,
    own_words,
    paragraphs,
    quoted,
)
from bot.ui.visit.message_lines import visit_lines
from domain.visit.correspondence import MAX_MESSAGE_LENGTH, ClientAwayDenial, VisitMessage
from domain.visit.model import Visit
from domain.visit_queries.get_staff_visit import StaffVisitCard

SHOWN_OF_MESSAGE = 400


def render_write_client(card: StaffVisitCard, reader: Reader) -> Screen:
    """Show what was written so far, and ask the staff for a message to the client."""
    text = paragraphs(
        reader.say(
            "✉️ <b>What shall we write to {client}?</b>",
            client=one_line(card.client.name, NAME_LIMIT),
        ),
        visit_lines(card.visit, reader),
        *(_written(message, card, reader) for message in card.messages),
        _how_to_write(reader),
    )
    return Screen(text)


def render_write_staff(visit: Visit, reader: Reader) -> Screen:
    """Ask the client for an answer."""
    return Screen(
        paragraphs(
            reader.say("✉️ <b>What would you like to answer?</b>"),
            visit_lines(visit, reader),
            _how_to_write(reader),
        )
    )


def write_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    """Lead to writing to the client, as long as that can be done."""
    if card.write_denial is not None:
        return ()
    write = label(reader.say("✉️ Write to the client"))
    return ((Button(write, tap=WriteToClient(booking_id=card.visit.id)),),)


def away_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    """Say that the client has to be phoned."""
    if not isinstance(card.write_denial, ClientAwayDenial):
        return None
    if card.client.phone is None:
        return reader.say("📵 Cannot be reached in the chat, and no phone is shown here.")
    return reader.say("📵 Cannot be reached in the chat: please phone.")


def _written(message: VisitMessage, card: StaffVisitCard, reader: Reader) -> Markup:
    name = card.client.name if message.is_by_client else message.author_name
    when = reader.day_and_time(message.written_at, card.visit.location.timezone)
    return lines(
        joined(bold(one_line(name, NAME_LIMIT)), when),
        quoted(own_words(message.text, SHOWN_OF_MESSAGE)),
    )


def _how_to_write(reader: Reader) -> Markup:
    return reader.say(
        "Write it as a message, {limit} characters at most.", limit=MAX_MESSAGE_LENGTH
    )
