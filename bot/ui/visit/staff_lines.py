from markupsafe import Markup

from bot.ui.formats import PHONE_LIMIT, written_phone
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows
from bot.ui.text import LABEL_LIMIT, bold, joined, label, lines, one_line
from bot.ui.visit.status import status_for_staff
from domain.visit.staff_ports import ClientContact
from domain.visit_queries.get_staff_visit import StaffVisitCard


def heading(card: StaffVisitCard, localizer: Localizer) -> Markup:
    """Return the status and the number, with which `/visit` opens the visit."""
    visit = card.visit
    return localizer.t(
        "🗂 <b>Visit {number}</b> · {status}",
        number=visit.id,
        status=status_for_staff(visit, localizer, has_begun=not card.is_coming),
    )


def copy_rows(client: ClientContact, localizer: Localizer) -> Rows:
    """Return the button to copy the phone number."""
    if not client.phone:
        return ()
    copy = label(localizer.t("📋 Copy the phone number"))
    return ((Button(copy, copy_text=one_line(client.phone, PHONE_LIMIT)),),)


def client_line(client: ClientContact, localizer: Localizer) -> Markup:
    """Return the client's name and phone number."""
    phone = written_phone(client.phone) if client.phone else None
    return Markup("👤 {}").format(joined(bold(localizer.person(client.name, LABEL_LIMIT)), phone))


def attendance_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return when the client confirmed attendance."""
    if card.client.confirmed_at is None:
        return None
    said_at = localizer.day_and_time(card.client.confirmed_at, card.visit.location.timezone)
    return localizer.t("👍 Will come, said {time}", time=said_at)


def offer_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return the time that is offered, and until when it can be accepted."""
    if card.proposal is None:
        return None
    zone = card.visit.location.timezone
    offer = localizer.t(
        "🔁 Offered: {time}. We wait for an answer until {until}.",
        time=bold(localizer.day_and_time(card.proposal.start_at, zone)),
        until=localizer.day_and_time(card.proposal.expires_at, zone),
    )
    return lines(offer, localizer.t("With anybody") if card.proposal.with_any_master else None)
