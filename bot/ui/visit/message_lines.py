"""Lines that several messages share."""

from markupsafe import Markup

from bot.ui.formats import written_phone
from bot.ui.localizer import Localizer
from bot.ui.text import TEXT_ON_LIST, bold, capitalized, joined, lines, one_line
from domain.outbox.recipient import Contact
from domain.visit.model import Visit


def visit_lines(visit: Visit | None, localizer: Localizer) -> Markup | None:
    """Describe a visit in two lines: time and place; services, masters and price."""
    if visit is None:
        return None
    zone = visit.location.timezone
    when = f"{capitalized(localizer.day(visit.starts_at.astimezone(zone).date()))}, " + (
        localizer.both_times(visit.starts_at, zone)
    )
    services = ", ".join(localizer.name(item.service_name) for item in visit.items)
    masters = dict.fromkeys(localizer.name(item.master_name) for item in visit.items)
    return lines(
        joined(bold(when), localizer.name(visit.location.name)),
        joined(
            one_line(services, TEXT_ON_LIST),
            one_line(", ".join(masters), TEXT_ON_LIST),
            localizer.money(visit.price),
        ),
    )


def client_line(contact: Contact | None, localizer: Localizer) -> Markup | None:
    """Return the client's name, with the phone number if there is one."""
    if contact is None:
        return None
    phone = written_phone(contact.phone) if contact.phone else None
    return Markup("👤 {}").format(joined(localizer.person(contact.name), phone))
