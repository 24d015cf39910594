"""The admins' buttons to change a client's visit, and the question before a cancellation."""

from markupsafe import Markup

from bot.callbacks.book_for_client import (
    AskCancelForClient,
    CancelForClient,
    ChooseStaffCause,
    MoveForClient,
)
from bot.ui.layout import choice, grid
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import LABEL_LIMIT, bold, label, lines, one_line, paragraphs, quoted
from bot.ui.visit.correspondence import away_line
from bot.ui.visit.history import STAFF_CAUSES
from bot.ui.visit.lines import item_lines, when_lines
from domain.visit.model import BookingStatus
from domain.visit.reasons import MAX_REASON_LENGTH
from domain.visit_queries.get_staff_visit import StaffVisitCard


def staff_change_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    """Return the buttons to move and cancel, as long as that is possible."""
    if not card.can_change:
        return ()
    booking_id = card.visit.id
    cancel = Button(
        label(localizer.t("Cancel")),
        tap=AskCancelForClient(booking_id=booking_id),
        style=ButtonStyle.DANGER,
    )
    if card.visit.status is BookingStatus.PENDING:
        return ((cancel,),)
    move = Button(label(localizer.t("🔁 Move")), tap=MoveForClient(booking_id=booking_id))
    return ((move, cancel),)


def render_staff_cancel(
    card: StaffVisitCard, localizer: Localizer, *, cause: str = "", by_hand: bool = False
) -> Screen:
    """Ask for confirmation before the visit is cancelled; `by_hand` mentions a manual refund.

    `cause` is a `StaffReason` or free text: the client reads both.
    """
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        localizer.t(
            "🚫 <b>Cancel the visit of {client}?</b>",
            client=localizer.person(card.client.name, LABEL_LIMIT),
        ),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=False),
        _money_lines(card, localizer, by_hand=by_hand),
        away_line(card, localizer),
        _cause_lines(cause, localizer, is_read=card.client.is_reachable),
    )
    yes = Button(
        label(localizer.t("Yes, cancel the visit")),
        tap=CancelForClient(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return Screen(text, ((yes,), *_cause_rows(cause, localizer)))


def _money_lines(card: StaffVisitCard, localizer: Localizer, *, by_hand: bool) -> Markup | None:
    if card.visit.paid is None:
        return None
    return lines(
        localizer.t(
            "💸 All that was paid, {paid}, goes back.", paid=bold(localizer.money(card.visit.paid))
        ),
        localizer.t("It has to be sent by hand: the menu shows it.") if by_hand else None,
    )


def _cause_lines(cause: str, localizer: Localizer, *, is_read: bool) -> Markup:
    """Ask for the reason, which the client reads if the chat reaches them."""
    if cause and cause not in STAFF_CAUSES:
        introduction = localizer.t("The client reads:") if is_read else localizer.t("You wrote:")
        return lines(introduction, quoted(one_line(cause, MAX_REASON_LENGTH)))
    if is_read:
        return localizer.t(
            "If you like, say why: tap a reason, or write it in your own words. The client "
            "reads it."
        )
    return localizer.t("If you like, note why: tap a reason, or write it in your own words.")


def _cause_rows(cause: str, localizer: Localizer) -> Rows:
    """Offer the predefined reasons; a second tap removes the choice."""
    return grid(
        [
            choice(
                localizer.t(words),
                ChooseStaffCause(staff_cause=None if cause == reason else reason),
                is_chosen=cause == reason,
            )
            for reason, words in STAFF_CAUSES.items()
        ],
        2,
    )
