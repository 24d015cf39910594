"""Renders notifications."""

from bot.notifications.texts import TO_ADMINS, TO_ONE
from bot.notifications.texts.rows import refund_rows, visit_rows
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import paragraphs
from domain.notifications.content.contents import Notification
from domain.outbox.message import Audience, MessageKind


def has_text(kind: MessageKind) -> bool:
    """Return whether the kind has a message for one person; otherwise only a card shows it."""
    return kind in TO_ONE


def render_notification(notification: Notification, localizer: Localizer) -> Screen:
    """Render a notification."""
    contents = notification.contents
    if notification.audience is not Audience.ADMINS:
        (content,) = contents
        return TO_ONE[content.kind](content, localizer)
    texts = [TO_ADMINS[content.kind](content, localizer) for content in contents]
    in_group = notification.recipient.is_group
    refunds = () if in_group else refund_rows(contents, localizer)
    rows = (*visit_rows(contents, localizer, in_group=in_group), *refunds)
    return Screen(paragraphs(*texts), rows)
