"""The staff and a client write to each other about a visit, through the bot."""

from markupsafe import Markup

from bot.callbacks.correspondence import WriteToClient
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import (
    NAME_LIMIT,
    bold,
    joined,
    label,
    lines,
    own_text,
    paragraphs,
    quoted,
)
from bot.ui.visit.message_lines import visit_lines
from domain.visit.correspondence import MAX_MESSAGE_LENGTH, ClientAwayDenial, VisitMessage
from domain.visit.model import Visit
from domain.visit_queries.get_staff_visit import StaffVisitCard

SHOWN_OF_MESSAGE = 400


def render_write_client(card: StaffVisitCard, localizer: Localizer) -> Screen:
    """Show the messages so far, and ask the staff for a message to the client."""
    text = paragraphs(
        localizer.t(
            "✉️ <b>What shall we write to {client}?</b>",
            client=localizer.person(card.client.name, NAME_LIMIT),
        ),
        visit_lines(card.visit, localizer),
        *(_written(message, card, localizer) for message in card.messages),
        _how_to_write(localizer),
    )
    return Screen(text)


def render_write_staff(visit: Visit, localizer: Localizer) -> Screen:
    """Ask the client for an answer."""
    return Screen(
        paragraphs(
            localizer.t("✉️ <b>What would you like to answer?</b>"),
            visit_lines(visit, localizer),
            _how_to_write(localizer),
        )
    )


def write_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    """Return the button to write to the client, as long as that is possible."""
    if card.write_denial is not None:
        return ()
    write = label(localizer.t("✉️ Write to the client"))
    return ((Button(write, tap=WriteToClient(booking_id=card.visit.id)),),)


def away_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return that the client must be phoned, if the chat does not reach them."""
    if not isinstance(card.write_denial, ClientAwayDenial):
        return None
    if card.client.phone is None:
        return localizer.t("📵 Cannot be reached in the chat, and no phone is shown here.")
    return localizer.t("📵 Cannot be reached in the chat: please phone.")


def _written(message: VisitMessage, card: StaffVisitCard, localizer: Localizer) -> Markup:
    name = card.client.name if message.is_by_client else message.author_name
    when = localizer.day_and_time(message.written_at, card.visit.location.timezone)
    return lines(
        joined(bold(localizer.person(name)), when),
        quoted(own_text(message.text, SHOWN_OF_MESSAGE)),
    )


def _how_to_write(localizer: Localizer) -> Markup:
    return localizer.t(
        "Write it as a message, {limit} characters at most.", limit=MAX_MESSAGE_LENGTH
    )
