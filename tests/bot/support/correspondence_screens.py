"""The screens and messages of what is written about a visit, and of what was before."""

from collections.abc import Iterator
from dataclasses import replace

from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visit_card.note_view import render_staff_note
from bot.notifications.render import render_notification
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.visit.correspondence import render_write_client, render_write_staff
from domain.correspondence.messages import VisitMessageFacts
from domain.correspondence.write_staff_note import MAX_STAFF_NOTE_LENGTH
from domain.notifications.content.contents import Content, Notification, WrittenContent
from domain.notifications.content.messages import FailureFacts
from domain.outbox.message import Audience, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.shared.destination import Chat
from domain.shared.ids import UserId
from domain.visit.correspondence import (
    MAX_MESSAGE_LENGTH,
    ClientAwayDenial,
    VisitMessage,
    VisitMessageId,
    WrittenText,
)
from domain.visit.model import BookingStatus
from domain.visit.staff_ports import ClientPast, PastVisit
from domain.visit_queries.get_staff_visit import LAST_MESSAGES, LAST_VISITS, StaffVisitCard
from tests.bot.support.salon import NOW, Salon
from tests.bot.support.visit_screens import staff_card
from tests.support.ids import ID

WORDS = "Please come a little early"


def written(salon: Salon, *, is_by_client: bool) -> VisitMessage:
    """Something that was written about a visit."""
    text = (salon.word or WORDS)[:MAX_MESSAGE_LENGTH]
    return VisitMessage(UserId(ID), salon.word or "Mia", text, NOW, is_by_client)


def past(salon: Salon) -> ClientPast:
    """A client who came often, and once did not."""
    kept = PastVisit(salon.at(10), BookingStatus.COMPLETED, salon.label("Haircut"))
    missed = replace(kept, status=BookingStatus.NO_SHOW)
    return ClientPast(7, 1, 3, (kept, missed, kept)[:LAST_VISITS])


def card_of_client(salon: Salon, note: str = "") -> StaffVisitCard:
    """A visit with all that the staff know besides it."""
    card = staff_card(salon, name=salon.word or "Anna", note=note)
    messages = [written(salon, is_by_client=bool(n % 2)) for n in range(LAST_MESSAGES)]
    return replace(
        card,
        client=replace(card.client, staff_note=note[:MAX_STAFF_NOTE_LENGTH]),
        past=past(salon),
        messages=tuple(messages),
    )


def delivered(salon: Salon, text: str, *, is_by_client: bool) -> Notification:
    """What somebody wrote, as the other side reads it."""
    audience = Audience.MASTER if is_by_client else Audience.CLIENT
    contact = Contact(salon.word or "Anna", None) if is_by_client else None
    said = WrittenText(text, None if is_by_client else salon.label("Mia"))
    facts = VisitMessageFacts(VisitMessageId(ID))
    content = WrittenContent(MessageKind.VISIT_MESSAGE, facts, salon.visit(), contact, said=said)
    return Notification(Recipient(Chat(ID), "en", user_id=UserId(ID)), audience, (content,))


def screens_of_words(salon: Salon, localizer: Localizer, note: str) -> Iterator[Screen]:
    """Yield them all, with the very most that anybody could write."""
    card = card_of_client(salon, note or WORDS)
    for one in (card, staff_card(salon), replace(card, write_denial=ClientAwayDenial())):
        yield render_staff_visit(one, localizer)
        yield render_staff_note(one, localizer)
        yield render_write_client(one, localizer)
    yield render_staff_visit(replace(card, past=ClientPast(0, 0)), localizer)
    yield render_write_staff(salon.visit(), localizer)
    for text in (salon.word or WORDS, "💇" * MAX_MESSAGE_LENGTH, note):
        for is_by_client in (False, True):
            whole = text[:MAX_MESSAGE_LENGTH]
            yield render_notification(delivered(salon, whole, is_by_client=is_by_client), localizer)
    answer = Content(
        MessageKind.DELIVERY_FAILED,
        FailureFacts(MessageKind.VISIT_MESSAGE),
        salon.visit(),
        Contact(salon.word or "Anna", None),
    )
    yield render_notification(
        Notification(Recipient(Chat(ID), "en"), Audience.ADMINS, (answer,)), localizer
    )
