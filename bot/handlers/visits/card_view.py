from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.callbacks.profile import OpenPhone
from bot.callbacks.visits import AskCancel, MoveVisit, SendCalendarFile
from bot.ui.contact import contact_label
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.delays import late_line
from bot.ui.visit.directions import directions_rows
from bot.ui.visit.hold_lines import invoice_line, rows_of_expired, rows_of_held, time_left_line
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.money import has_moved, money_lines
from bot.ui.visit.offer_lines import offer_lines, offer_rows
from bot.ui.visit.status import status_heading
from domain.visit.card import VisitCard
from domain.visit.model import BookingStatus


def render_visit(card: VisitCard, now: datetime, localizer: Localizer) -> Screen:
    """Show a visit with its status `now`, and the actions of its client."""
    visit, location = card.visit, card.visit.location
    text = paragraphs(
        lines(status_heading(card, localizer), time_left_line(visit, now, localizer)),
        _late_line(card, localizer),
        when_lines(visit.items, location.timezone, localizer),
        item_lines(visit.items, location.timezone, localizer, with_prices=True),
        lines(
            money_lines(card, localizer),
            place_line(location, localizer),
            note_line(visit.note),
        ),
        _next_step(card, localizer),
    )
    return Screen(
        text, _rows_of_coming(card, localizer) if card.is_coming else _rows(card, localizer)
    )


def _late_line(card: VisitCard, localizer: Localizer) -> Markup | None:
    """Return the delay and, for a confirmed visit, that changes are free of charge."""
    line = late_line(card.visit, localizer) if card.is_coming else None
    if line is None or card.is_held:
        return line
    free = localizer.t("If that does not suit you, you can move or cancel it free of charge.")
    return lines(line, free)


def _next_step(card: VisitCard, localizer: Localizer) -> Markup | None:
    """Return the next step, if the buttons do not show it."""
    if card.proposal is not None and card.is_coming:
        offer = card.proposal
        return offer_lines(
            card.visit,
            offer.start_at,
            offer.expires_at,
            localizer,
            with_any_master=offer.with_any_master,
            is_displaced=offer.is_displaced,
        )
    if card.is_held and card.is_coming:
        return invoice_line(card.payment, localizer)
    if card.visit.status is BookingStatus.CONFIRMED and card.is_coming:
        return change_line(card.visit, card.locks, localizer)
    if _was_only_held(card) and not has_moved(card.payment):
        return localizer.t("The time is free for others again, and nothing was charged.")
    return None


def _rows_of_coming(card: VisitCard, localizer: Localizer) -> Rows:
    visit = card.visit
    if card.is_held:
        return rows_of_held(visit, card.payment, localizer)
    if card.proposal is not None:
        return offer_rows(visit, card.proposal.start_at, localizer)
    directions = directions_rows(visit.location, localizer)
    move, cancel = MoveVisit(booking_id=visit.id), AskCancel(booking_id=visit.id)
    if visit.status is not BookingStatus.CONFIRMED:
        words = label(localizer.t("Cancel"))
        return (*directions, (Button(words, tap=cancel, style=ButtonStyle.DANGER),))
    changes = change_rows(card.locks, move, cancel, localizer)
    calendar = Button(
        label(localizer.t("🗓 Add to my calendar")), tap=SendCalendarFile(booking_id=visit.id)
    )
    return (calendar,), *directions, *changes


def _rows(card: VisitCard, localizer: Localizer) -> Rows:
    if _was_only_held(card):
        return rows_of_expired(card.visit, localizer)
    if card.visit.status is not BookingStatus.CANCELLED:
        return ()
    remove = label(localizer.t("🗓 Remove from my calendar"))
    return (
        *rows_of_expired(card.visit, localizer),
        (Button(remove, tap=SendCalendarFile(booking_id=card.visit.id)),),
    )


def _was_only_held(card: VisitCard) -> bool:
    """Return whether the time was only held and then released: the visit is in no calendar."""
    visit = card.visit
    is_released = visit.status is BookingStatus.CANCELLED and visit.deposit is not None
    return visit.status is BookingStatus.EXPIRED or (is_released and not has_moved(card.payment))


def with_phone_button(screen: Screen, localizer: Localizer) -> Screen:
    """Offer to share the phone number beneath a visit that was made a moment ago."""
    button = Button(contact_label(localizer), tap=OpenPhone())
    return replace(screen, rows=(*screen.rows, (button,)))
