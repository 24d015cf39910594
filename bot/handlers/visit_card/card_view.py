"""The staff card of a visit."""

from bot.callbacks.visit_card import ProposeTimeTap
from bot.handlers.visit_card.cancel_view import staff_change_rows
from bot.handlers.visit_card.client_history_view import past_lines
from bot.handlers.visit_card.note_view import staff_note_line, staff_note_rows
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.correspondence import away_line, write_rows
from bot.ui.visit.delays import late_rows, staff_late_lines
from bot.ui.visit.history import history_lines
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.outcome import arrival_line, correction_line, mark_rows
from bot.ui.visit.staff_lines import attendance_line, client_line, copy_rows, heading, offer_line
from bot.ui.visit.staff_money import staff_money_lines
from domain.visit.model import BookingStatus
from domain.visit_queries.get_staff_visit import StaffVisitCard


def render_staff_visit(card: StaffVisitCard, localizer: Localizer) -> Screen:
    """Show a visit with its client and its history, and what the staff can do about it."""
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        heading(card, localizer),
        lines(
            client_line(card.client, localizer),
            attendance_line(card, localizer),
            arrival_line(card, localizer),
            staff_late_lines(card, localizer),
            away_line(card, localizer),
            past_lines(card.past, localizer),
        ),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=True),
        lines(
            staff_money_lines(card, localizer),
            place_line(visit.location, localizer),
            note_line(visit.note),
            staff_note_line(card, localizer),
        ),
        offer_line(card, localizer),
        correction_line(card, localizer),
        history_lines(card.history, zone, localizer),
    )
    rows = (
        *mark_rows(card, localizer),
        *late_rows(card, localizer),
        *staff_change_rows(card, localizer),
        *_offer_rows(card, localizer),
        *write_rows(card, localizer),
        *staff_note_rows(card, localizer),
        *copy_rows(card.client, localizer),
    )
    return Screen(text, rows)


def _offer_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    is_askable = card.is_coming and card.client.is_reachable
    if not is_askable or card.visit.status is not BookingStatus.CONFIRMED:
        return ()
    offer = label(localizer.t("🔁 Offer another time"))
    return ((Button(offer, tap=ProposeTimeTap(booking_id=card.visit.id)),),)
