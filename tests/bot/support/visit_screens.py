"""The screens and messages of a visit's life: reminders, offers, what the staff see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.handlers.admin_group.client_view import render_client_for_one
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visit_card.offer_view import render_offer
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.notifications.render import render_notification
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.booking.messages import MovedFacts
from domain.notifications.content.contents import (
    ChangeableContent,
    Content,
    Notification,
    VisitContent,
)
from domain.outbox.message import NO_FACTS, Audience, Facts, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.outcomes.messages import OutcomeFacts, OutcomesFacts
from domain.proposals.messages import NewTimeFacts, ProposalFacts
from domain.reminders.plan import ReminderFacts
from domain.shared.destination import Chat
from domain.shared.identity import Role
from domain.shared.ids import BookingId, UserId
from domain.visit import reasons
from domain.visit.messages import CancelledFacts
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from domain.visit.proposals import Proposal, ProposalAnswer, ProposalId
from domain.visit.reasons import CancelReason
from domain.visit.staff_ports import ClientContact, HistoryLine
from domain.visit_queries.get_staff_visit import StaffVisitCard
from tests.bot.support.salon import DAY, NOW, Salon
from tests.support.ids import ID

LINK = "https://t.me/bookline_demo_bot?start=visit_12"
NUMBER = 12  # by which the staff open a visit
PHONE = "+49 30 1234567"
TO_CLIENTS = (MessageKind.REMINDER, MessageKind.TIME_PROPOSED, MessageKind.PROPOSAL_REPEATED)
TO_ADMINS = (
    MessageKind.BOOKING_MADE,
    MessageKind.BOOKING_MOVED,
    MessageKind.BOOKING_CANCELLED,
    MessageKind.PROPOSAL_ACCEPTED,
    MessageKind.PROPOSAL_DECLINED,
    MessageKind.PROPOSAL_UNANSWERED,
    MessageKind.NO_SHOW,
    MessageKind.NEEDS_NEW_TIME,
    MessageKind.OUTCOME_ASKED,
)


def proposal(salon: Salon) -> Proposal:
    """Another time, a day later."""
    start_at = salon.at(15, day=DAY + timedelta(days=1))
    return Proposal(ProposalId(ID), BookingId(ID), start_at, NOW + timedelta(hours=20))


def staff_card(
    salon: Salon,
    status: BookingStatus = BookingStatus.CONFIRMED,
    *,
    history: tuple[HistoryLine, ...] = (),
    note: str = "",
    name: str = "Anna",
    phone: str | None = PHONE,
    is_coming: bool = True,
) -> StaffVisitCard:
    """A visit as the staff see it."""
    is_offered = status is BookingStatus.RESCHEDULE_PROPOSED
    return StaffVisitCard(
        replace(salon.visit(status, services=2, note=note), id=BookingId(NUMBER)),
        is_coming,
        ClientContact(name, phone, NOW),
        proposal(salon) if is_offered else None,
        history,
    )


def line(
    target: BookingStatus,
    reason: str = "",
    *,
    role: Role | None = Role.CLIENT,
    staff: str | None = None,
) -> HistoryLine:
    """A line of history."""
    return HistoryLine(BookingStatus.CONFIRMED, target, NOW, role, staff, reason)


def facts_of(salon: Salon, kind: MessageKind) -> Facts:
    """What a message of a kind remembers."""
    start_at, offered = salon.visit().starts_at, proposal(salon)
    offer = ProposalFacts(
        start_at, offered.start_at, offered.expires_at, with_any_master=False, is_displaced=False
    )
    facts: dict[MessageKind, Facts] = {
        MessageKind.REMINDER: ReminderFacts(start_at, 180),
        MessageKind.TIME_PROPOSED: offer,
        MessageKind.PROPOSAL_REPEATED: offer,
        MessageKind.BOOKING_MOVED: MovedFacts(2, start_at - timedelta(days=1)),
        MessageKind.BOOKING_CANCELLED: CancelledFacts(),
        MessageKind.NEEDS_NEW_TIME: NewTimeFacts(start_at),
        MessageKind.OUTCOME_ASKED: OutcomeFacts(start_at),
    }
    return facts.get(kind, NO_FACTS)


def notification_of(salon: Salon, kind: MessageKind, *, is_group: bool = False) -> Notification:
    """A message of a kind, to whoever reads it."""
    recipient = Recipient(Chat(ID), "en", user_id=None if is_group else UserId(ID))
    contact = Contact(salon.word or "Anna", None if is_group else PHONE)
    audience = Audience.CLIENT if kind in TO_CLIENTS else Audience.ADMINS
    of_kind = ChangeableContent if kind is MessageKind.REMINDER else VisitContent
    content = of_kind(kind, facts_of(salon, kind), salon.visit(), contact)
    return Notification(recipient, audience, (content,))


def visits_in_vain(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield what is told of a visit for which nobody is there."""
    yield render_notification(
        telling(notification_of(salon, MessageKind.TIME_PROPOSED), is_displaced=True), localizer
    )
    stranded = notification_of(salon, MessageKind.NEEDS_NEW_TIME)
    yield render_notification(telling(stranded, is_soon=True), localizer)
    for why in (ProposalAnswer.DECLINED, ProposalAnswer.EXPIRED):
        told = telling(stranded, why=why)
        yield render_notification(told, localizer)
        yield render_notification(replace(told, audience=Audience.MASTER), localizer)


def telling(notification: Notification, **facts: object) -> Notification:
    """Return a notification with other facts."""
    (told,) = notification.contents
    changed = replace(told, facts=replace(told.facts, **facts))
    return replace(notification, contents=(changed,))


def life_of_a_visit(salon: Salon, localizer: Localizer, note: str) -> Iterator[Screen]:
    """Yield them all, with the client's own words where they have some."""
    for cause in (note[:300], *CancelReason):
        yield render_ask_cancel(salon.card(), localizer, cause=cause)
    offered = replace(salon.card(BookingStatus.RESCHEDULE_PROPOSED), proposal=proposal(salon))
    yield render_visit(offered, NOW, localizer)
    history = (
        line(BookingStatus.PENDING),
        line(BookingStatus.CONFIRMED, reasons.moved(NOW, NOW + timedelta(days=1))),
        line(BookingStatus.RESCHEDULE_PROPOSED, reasons.offered(NOW), role=Role.ADMIN, staff="Kim"),
        line(BookingStatus.CONFIRMED, reasons.ProgramReason.NO_ANSWER, role=None),
        *(line(BookingStatus.CANCELLED, note) for _ in range(20)),
    )
    ended = staff_card(salon, is_coming=False)
    for marks in (tuple(Mark), (Mark.DONE,)):
        yield render_staff_visit(replace(ended, marks=marks, corrections=marks), localizer)
    question = replace(notification_of(salon, MessageKind.OUTCOME_ASKED), audience=Audience.MASTER)
    yield render_notification(question, localizer)
    for count in (4, 120):
        many = Content(MessageKind.OUTCOMES_ASKED, OutcomesFacts(count))
        yield render_notification(
            Notification(question.recipient, Audience.MASTER, (many,)), localizer
        )
    for status in BookingStatus:
        card = staff_card(salon, status, history=history, note=note, name=salon.word or "Anna")
        yield render_staff_visit(card, localizer)
        yield render_client_for_one(card, localizer, LINK)
    yield render_offer(staff_card(salon), salon.at(15), localizer)
    yield from visits_in_vain(salon, localizer)
    for kind in (*TO_CLIENTS, *TO_ADMINS):
        yield render_notification(notification_of(salon, kind), localizer)
    for kind in TO_ADMINS:
        yield render_notification(notification_of(salon, kind, is_group=True), localizer)
