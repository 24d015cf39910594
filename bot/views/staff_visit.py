"""A visit as the staff see it."""

from markupsafe import Markup

from bot.callbacks import ProposeTimeTap
from bot.views.client_past import past_lines
from bot.views.history import history_lines
from bot.views.late import late_rows, staff_late_lines
from bot.views.outcome import arrival_line, correction_line, mark_rows
from bot.views.reader import Reader
from bot.views.screen import Button, ButtonStyle, Rows, Screen
from bot.views.staff_cancel import staff_change_rows
from bot.views.staff_money import staff_money_lines
from bot.views.staff_note import staff_note_line, staff_note_rows
from bot.views.visit_lines import item_lines, note_line, place_line, when_lines
from bot.views.visit_status import status_for_staff
from bot.views.words import (
    LABEL_LIMIT,
    bold,
    joined,
    label,
    lines,
    notice,
    one_line,
    paragraphs,
)
from bot.views.write import away_line, write_rows
from domain.visit.model import BookingStatus
from domain.visit.staff_ports import ClientContact
from domain.visit_queries.get_staff_visit import StaffVisitCard

PHONE_LIMIT = 32
NAME_IN_ALERT = 64


def render_staff_visit(card: StaffVisitCard, reader: Reader) -> Screen:
    """Show a visit with its client and its history, and what the staff can do about it."""
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        _heading(card, reader),
        lines(
            _client_line(card.client),
            _attendance_line(card, reader),
            arrival_line(card, reader),
            staff_late_lines(card, reader),
            away_line(card, reader),
            past_lines(card.past, reader),
        ),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=True),
        lines(
            staff_money_lines(card, reader),
            place_line(visit.location, reader),
            note_line(visit.note),
            staff_note_line(card, reader),
        ),
        _offer_line(card, reader),
        correction_line(card, reader),
        history_lines(card.history, zone, reader),
    )
    rows = (
        *mark_rows(card, reader),
        *late_rows(card, reader),
        *staff_change_rows(card, reader),
        *_offer_rows(card, reader),
        *write_rows(card, reader),
        *staff_note_rows(card, reader),
        *_copy_rows(card.client, reader),
    )
    return Screen(text, rows)


def render_client_for_one(card: StaffVisitCard, reader: Reader, link: str) -> Screen:
    """Tell one admin in a group about a visit; `link` leads to the private chat, to change it."""
    zone = card.visit.location.timezone
    text = paragraphs(
        _heading(card, reader),
        lines(_client_line(card.client), _attendance_line(card, reader)),
        when_lines(card.visit.items, zone, reader),
        item_lines(card.visit.items, zone, reader, with_prices=True),
        lines(staff_money_lines(card, reader), note_line(card.visit.note)),
        _offer_line(card, reader),
        history_lines(card.history, zone, reader),
        reader.say("Only you can see this message."),
    )
    go_on = Button(label(reader.say("🗂 Open in our chat")), url=link, style=ButtonStyle.PRIMARY)
    return Screen(text, ((go_on,), *_copy_rows(card.client, reader)))


def staff_visit_alert(card: StaffVisitCard, reader: Reader) -> str:
    """Say the least about a visit that an admin needs, in plain words for an answer to a tap."""
    visit = card.visit
    when = reader.day_and_time(visit.starts_at, visit.location.timezone)
    name, command = one_line(card.client.name, NAME_IN_ALERT), f"/visit {visit.id}"
    return notice(joined(when, name, card.client.phone, command))


def _heading(card: StaffVisitCard, reader: Reader) -> Markup:
    """Tell the number, by which `/visit` opens it, and the status."""
    visit = card.visit
    return reader.say(
        "🗂 <b>Visit {number}</b> · {status}",
        number=visit.id,
        status=status_for_staff(visit, reader, has_begun=not card.is_coming),
    )


def _offer_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    is_askable = card.is_coming and card.client.is_reachable
    if not is_askable or card.visit.status is not BookingStatus.CONFIRMED:
        return ()
    offer = label(reader.say("🔁 Offer another time"))
    return ((Button(offer, tap=ProposeTimeTap(booking_id=card.visit.id)),),)


def _copy_rows(client: ClientContact, reader: Reader) -> Rows:
    if not client.phone:
        return ()
    copy = label(reader.say("📋 Copy the phone number"))
    return ((Button(copy, copy_text=one_line(client.phone, PHONE_LIMIT)),),)


def _client_line(client: ClientContact) -> Markup:
    phone = one_line(client.phone, PHONE_LIMIT) if client.phone else None
    return Markup("👤 {}").format(joined(bold(one_line(client.name, LABEL_LIMIT)), phone))


def _attendance_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    if card.client.confirmed_at is None:
        return None
    said_at = reader.day_and_time(card.client.confirmed_at, card.visit.location.timezone)
    return reader.say("👍 Will come, said {time}", time=said_at)


def _offer_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    if card.proposal is None:
        return None
    zone = card.visit.location.timezone
    told = reader.say(
        "🔁 Offered: {time}. We wait for an answer until {until}.",
        time=bold(reader.day_and_time(card.proposal.start_at, zone)),
        until=reader.day_and_time(card.proposal.lapses_at, zone),
    )
    return lines(told, reader.say("With anybody") if card.proposal.with_anybody else None)
