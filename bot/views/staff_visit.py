"""A visit as the staff see it."""

from markupsafe import Markup

from bot.callbacks import ProposeTimeTap
from bot.views.history import history_lines
from bot.views.outcome import arrival_line, mark_rows, paid_line
from bot.views.reader import Reader
from bot.views.screen import Button, Rows, Screen
from bot.views.visit_lines import item_lines, note_line, place_line, when_lines
from bot.views.visit_status import short_status
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
from domain.booking.get_staff_visit import StaffVisitCard
from domain.booking.model import BookingStatus
from domain.booking.staff_ports import ClientContact

PHONE_LIMIT = 32
NAME_IN_ALERT = 64


def render_staff_visit(card: StaffVisitCard, reader: Reader) -> Screen:
    """Show a visit with its client and its history, and what the staff can do about it."""
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        reader.say("🗂 <b>Visit</b> · {status}", status=short_status(visit, reader)),
        lines(
            _client_line(card.client),
            _attendance_line(card, reader),
            arrival_line(card, reader),
        ),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=True),
        lines(
            reader.say("💳 Price: {price}", price=bold(reader.money(visit.price))),
            paid_line(visit, reader),
            place_line(visit.location, reader),
            note_line(visit.note),
        ),
        _offer_line(card, reader),
        history_lines(card.history, zone, reader),
    )
    rows = (
        *mark_rows(card, reader),
        *_offer_rows(card, reader),
        *_copy_rows(card.client, reader),
    )
    return Screen(text, rows)


def render_client_for_one(card: StaffVisitCard, reader: Reader) -> Screen:
    """Tell one admin in a group whose visit it is; to change it there is the private chat."""
    zone = card.visit.location.timezone
    text = paragraphs(
        lines(_client_line(card.client), _attendance_line(card, reader)),
        when_lines(card.visit.items, zone, reader),
        item_lines(card.visit.items, zone, reader, with_prices=True),
        note_line(card.visit.note),
        reader.say("Only you can see this message."),
    )
    return Screen(text, _copy_rows(card.client, reader))


def staff_visit_alert(card: StaffVisitCard, reader: Reader) -> str:
    """Say the least about a visit that an admin needs, in plain words for an answer to a tap."""
    visit = card.visit
    when = reader.day_and_time(visit.starts_at, visit.location.timezone)
    return notice(joined(when, one_line(card.client.name, NAME_IN_ALERT), card.client.phone))


def _offer_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    if not card.is_coming or card.visit.status is not BookingStatus.CONFIRMED:
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
    return reader.say(
        "🔁 Offered: {time}. We wait for an answer until {until}.",
        time=bold(reader.day_and_time(card.proposal.start_at, zone)),
        until=reader.day_and_time(card.proposal.lapses_at, zone),
    )
