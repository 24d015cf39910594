"""The screens and messages of a visit's life: reminders, offers, what the staff see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

from bot.handlers.admin_group.client_view import render_client_for_one
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visit_card.offer_view import render_offer
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.notifications.render import render_notice
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.notifications.notification import News, Notification
from domain.outbox.message import Audience, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.shared.identity import Role
from domain.shared.ids import BookingId, UserId
from domain.visit import reasons
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from domain.visit.proposals import Proposal, ProposalAnswer, ProposalId
from domain.visit.reasons import CancelReason
from domain.visit.staff_ports import ClientContact, HistoryLine
from domain.visit_queries.get_staff_visit import StaffVisitCard
from tests.bot.support.salon import DAY, ID, NOW, Salon

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


def news(salon: Salon, kind: MessageKind, *, is_group: bool = False) -> Notification:
    """A message of a kind, to whoever reads it."""
    facts: dict[str, str | int] = {}
    if kind in TO_CLIENTS:
        offered = proposal(salon)
        facts = {
            "offered_at": offered.start_at.astimezone(UTC).isoformat(),
            "expires_at": offered.expires_at.isoformat(),
        }
    recipient = Recipient(ID, "en", user_id=None if is_group else UserId(ID))
    contact = Contact(salon.word or "Anna", None if is_group else PHONE)
    audience = Audience.CLIENT if kind in TO_CLIENTS else Audience.ADMINS
    return Notification(recipient, audience, (News(kind, salon.visit(), contact, facts),))


def visits_in_vain(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield what is told of a visit for which nobody is there."""
    yield render_notice(telling(news(salon, MessageKind.TIME_PROPOSED), is_displaced=1), localizer)
    stranded = news(salon, MessageKind.NEEDS_NEW_TIME)
    yield render_notice(telling(stranded, is_soon=1), localizer)
    for why in (ProposalAnswer.DECLINED, ProposalAnswer.LAPSED):
        told = telling(stranded, why=why)
        yield render_notice(told, localizer)
        yield render_notice(replace(told, audience=Audience.MASTER), localizer)


def telling(toast: Notification, **facts: str | int) -> Notification:
    """Return a notice with more facts."""
    (told,) = toast.news
    return replace(toast, news=(replace(told, facts={**told.facts, **facts}),))


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
    question = replace(news(salon, MessageKind.OUTCOME_ASKED), audience=Audience.MASTER)
    yield render_notice(question, localizer)
    for count in (4, 120):
        many = News(MessageKind.OUTCOMES_ASKED, facts={"count": count})
        yield render_notice(Notification(question.recipient, Audience.MASTER, (many,)), localizer)
    for status in BookingStatus:
        card = staff_card(salon, status, history=history, note=note, name=salon.word or "Anna")
        yield render_staff_visit(card, localizer)
        yield render_client_for_one(card, localizer, LINK)
    yield render_offer(staff_card(salon), salon.at(15), localizer)
    yield from visits_in_vain(salon, localizer)
    for kind in (*TO_CLIENTS, *TO_ADMINS):
        yield render_notice(news(salon, kind), localizer)
    for kind in TO_ADMINS:
        yield render_notice(news(salon, kind, is_group=True), localizer)
