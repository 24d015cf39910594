"""The buttons of notifications for admins, which may cover several visits."""

from collections.abc import Sequence
from typing import Any

from bot.callbacks.refunds import OpenRefunds
from bot.callbacks.visit_card import OpenStaffVisit, ShowVisitInGroup
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows
from bot.ui.text import NAME_ON_BUTTON, label
from domain.checkout.messages import RefundFacts
from domain.notifications.content.contents import Content


def visit_rows(contents: Sequence[Content[Any]], localizer: Localizer, *, in_group: bool) -> Rows:
    """Return a button for each visit; in a group, only the admin who taps sees the answer."""
    visits = {content.visit.id: content for content in contents if content.visit is not None}
    return column(
        _visit_button(content, localizer, in_group=in_group) for content in visits.values()
    )


def _visit_button(content: Content[Any], localizer: Localizer, *, in_group: bool) -> Button:
    if content.visit is None:
        raise ValueError("no visit to be opened")
    booking_id, zone = content.visit.id, content.visit.location.timezone
    kind = ShowVisitInGroup if in_group else OpenStaffVisit
    name = localizer.person(content.contact.name if content.contact else "", NAME_ON_BUTTON)
    when = localizer.day_and_time(content.visit.starts_at, zone)
    return Button(label("👤 " + name, when), tap=kind(booking_id=booking_id))


def refund_rows(contents: Sequence[Content[Any]], localizer: Localizer) -> Rows:
    """Return the button to the list of refunds to make by hand."""
    if not any(_is_manual_refund(content) for content in contents):
        return ()
    return ((Button(label(localizer.t("💸 To be sent back")), tap=OpenRefunds()),),)


def _is_manual_refund(content: Content[Any]) -> bool:
    return isinstance(content.facts, RefundFacts) and not content.facts.is_tried_on
