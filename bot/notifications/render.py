"""Which words a message has: a line for each kind, by who reads it."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.notifications import admin_payments, bookings, payments, staff_changes, visits
from bot.notifications.correspondence import visit_message
from bot.notifications.delays import running_late
from bot.notifications.outcomes import outcome_question, outcome_questions
from bot.notifications.unreached import delivery_failed
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.notifications.notification import News, Notification
from domain.outbox.message import Audience, MessageKind

TO_ADMINS: Mapping[MessageKind, Callable[[News, Localizer], Markup]] = {
    MessageKind.BOOKING_MADE: bookings.booking_made,
    MessageKind.BOOKING_MOVED: bookings.booking_moved,
    MessageKind.BOOKING_CANCELLED: bookings.booking_cancelled,
    MessageKind.PROPOSAL_ACCEPTED: bookings.proposal_accepted,
    MessageKind.PROPOSAL_DECLINED: bookings.proposal_declined,
    MessageKind.PROPOSAL_UNANSWERED: bookings.proposal_unanswered,
    MessageKind.NO_SHOW: bookings.no_show,
    MessageKind.NEEDS_NEW_TIME: bookings.needs_new_time,
    MessageKind.OUTCOME_ASKED: bookings.outcome_asked,
    MessageKind.DELIVERY_FAILED: delivery_failed,
    MessageKind.PAYMENT_FAILED: admin_payments.payment_failed,
    MessageKind.PAYMENT_REFUNDED: admin_payments.refunded,
    MessageKind.PAYMENT_UNMATCHED: admin_payments.unmatched,
    MessageKind.REFUND_DUE: admin_payments.refund_due,
}
"""A paragraph each: several can be told in one message."""

TO_ONE: Mapping[MessageKind, Callable[[News, Localizer], Screen]] = {
    MessageKind.BOOKING_MADE: staff_changes.visit_made,
    MessageKind.BOOKING_MOVED: staff_changes.visit_moved,
    MessageKind.BOOKING_CANCELLED: staff_changes.visit_cancelled,
    MessageKind.REMINDER: visits.reminder,
    MessageKind.TIME_PROPOSED: visits.time_proposed,
    MessageKind.PROPOSAL_REPEATED: visits.proposal_repeated,
    MessageKind.RUNNING_LATE: running_late,
    MessageKind.NEEDS_NEW_TIME: bookings.client_comes_anyway,
    MessageKind.OUTCOME_ASKED: outcome_question,
    MessageKind.OUTCOMES_ASKED: outcome_questions,
    MessageKind.VISIT_MESSAGE: visit_message,
    MessageKind.HOLD_EXPIRED: payments.hold_expired,
    MessageKind.PAYMENT_FAILED: payments.payment_failed,
    MessageKind.PAYMENT_LATE_OFFER: payments.late_offer,
    MessageKind.PAYMENT_DUPLICATE_REFUND: payments.goes_back,
    MessageKind.PAYMENT_REFUNDED: payments.refunded,
}
"""A message each, with its buttons, for a client or a master."""


def has_words(kind: MessageKind) -> bool:
    """Tell whether one person is told of it by a message; otherwise a card alone shows it."""
    return kind in TO_ONE


def render_notice(notification: Notification, localizer: Localizer) -> Screen:
    """Put a notice into words."""
    if notification.audience is not Audience.ADMINS:
        (news,) = notification.news
        return TO_ONE[news.kind](news, localizer)
    told = [TO_ADMINS[news.kind](news, localizer) for news in notification.news]
    in_group = notification.recipient.is_group
    refunds = () if in_group else admin_payments.refund_rows(notification.news, localizer)
    rows = (*bookings.visit_rows(notification.news, localizer, in_group=in_group), *refunds)
    return Screen(paragraphs(*told), rows)
