from bot.ui.formats import written_phone
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import joined, label, lines, paragraphs, toast
from bot.ui.visit.history import history_lines
from bot.ui.visit.lines import item_lines, note_line, when_lines
from bot.ui.visit.staff_lines import attendance_line, client_line, copy_rows, heading, offer_line
from bot.ui.visit.staff_money import staff_money_lines
from domain.visit_queries.get_staff_visit import StaffVisitCard


def render_client_for_one(card: StaffVisitCard, localizer: Localizer, link: str) -> Screen:
    """Describe a visit to one admin in a group; `link` opens it in the private chat for changes."""
    zone = card.visit.location.timezone
    text = paragraphs(
        heading(card, localizer),
        lines(client_line(card.client, localizer), attendance_line(card, localizer)),
        when_lines(card.visit.items, zone, localizer),
        item_lines(card.visit.items, zone, localizer, with_prices=True),
        lines(staff_money_lines(card, localizer), note_line(card.visit.note)),
        offer_line(card, localizer),
        history_lines(card.history, zone, localizer),
        localizer.t("Only you can see this message."),
    )
    go_on = Button(label(localizer.t("🗂 Open in our chat")), url=link, style=ButtonStyle.PRIMARY)
    return Screen(text, ((go_on,), *copy_rows(card.client, localizer)))


def staff_visit_alert(card: StaffVisitCard, localizer: Localizer) -> str:
    """Return the essentials of a visit for an admin, as plain text that answers a tap."""
    visit = card.visit
    when = localizer.day_and_time(visit.starts_at, visit.location.timezone)
    name, command = localizer.person(card.client.name, NAME_IN_ALERT), f"/visit {visit.id}"
    phone = written_phone(card.client.phone) if card.client.phone else None
    return toast(joined(when, name, phone, command))


NAME_IN_ALERT = 64
