"""The screens and messages of a visit that runs late."""

from collections.abc import Iterator
from dataclasses import replace

from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visits.card_view import render_visit
from bot.notifications.render import render_notification
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.delays.messages import DelayFacts
from domain.notifications.content.contents import Notification, VisitContent
from domain.outbox.message import Audience, MessageKind
from domain.outbox.recipient import Recipient
from domain.shared.destination import Chat
from domain.shared.ids import UserId
from domain.visit.card import VisitCard
from domain.visit.model import OCCUPYING, BookingStatus
from domain.visit_queries.get_staff_visit import StaffVisitCard
from tests.bot.support.salon import NOW, Salon
from tests.bot.support.visit_screens import staff_card
from tests.support.ids import ID

CONFIRMED = BookingStatus.CONFIRMED


def late_card(salon: Salon, minutes: int = 15, status: BookingStatus = CONFIRMED) -> VisitCard:
    """A visit that begins late, as its client sees it."""
    card = salon.card(status, is_coming=status in OCCUPYING)
    return replace(card, visit=replace(card.visit, late_minutes=minutes))


def late_for_staff(
    salon: Salon,
    minutes: int = 15,
    *,
    said: int | None = None,
    can_run_late: bool = True,
    is_coming: bool = True,
) -> StaffVisitCard:
    """A visit that begins late, as the staff see it; they `said` as much unless they did not."""
    card = staff_card(salon)
    reported_minutes = minutes if said is None else said
    items = tuple(replace(item, said_late_minutes=reported_minutes) for item in card.visit.items)
    visit = replace(card.visit, late_minutes=minutes, items=items)
    return replace(card, visit=visit, can_run_late=can_run_late, is_coming=is_coming)


def late_notice(salon: Salon, minutes: int = 15, status: BookingStatus = CONFIRMED) -> Notification:
    """What its client is told."""
    visit = replace(salon.visit(status), late_minutes=minutes)
    facts = DelayFacts(visit.starts_at, minutes, visit.expected_at)
    content = VisitContent(MessageKind.RUNNING_LATE, facts, visit)
    return Notification(Recipient(Chat(ID), "en", user_id=UserId(ID)), Audience.CLIENT, (content,))


def screens_of_lateness(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield them all."""
    for minutes in (0, 1, 5, 30, 240):
        for is_coming in (True, False):
            yield render_staff_visit(late_for_staff(salon, minutes, is_coming=is_coming), localizer)
        for status in BookingStatus:
            yield render_visit(late_card(salon, minutes, status), NOW, localizer)
            yield render_notification(late_notice(salon, minutes, status), localizer)
