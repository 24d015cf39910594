"""The list of a master's clients, and the card of one."""

from markupsafe import Markup

from bot.callbacks.clients import OpenOwnClient, OpenOwnClients
from bot.callbacks.visit_card import OpenListedVisit
from bot.ui.formats import PHONE_LIMIT, written_phone
from bot.ui.layout import column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import (
    LABEL_LIMIT,
    NAME_ON_BUTTON,
    TEXT_ON_LIST,
    bold,
    capitalized,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from bot.ui.visit.status import SHORT
from domain.clients.get_own_client import OwnClientCard
from domain.clients.list_own_clients import OwnClientPage
from domain.clients.own_clients import OwnClient, OwnVisit
from domain.visit.model import OCCUPYING


def render_own_clients(
    page: OwnClientPage, localizer: Localizer, *, is_search: bool = False
) -> Screen:
    """List the clients, or the results of a search."""
    if not page.clients and not is_search:
        return Screen(
            localizer.t("📇 <b>No clients yet</b>\n\nWhoever books a visit with you is found here.")
        )
    text = paragraphs(
        localizer.t("📇 <b>My clients</b>"),
        localizer.t("🔎 Only those who were found are listed.") if is_search else None,
        None if page.clients else localizer.t("None of your clients has such a first name."),
        localizer.t("To search, write part of a first name."),
        page_line(page.page, page.pages, localizer),
    )
    clear = Button(label(localizer.t("✖ Show all")), tap=OpenOwnClients())
    rows = (
        *column(_client_button(client, localizer) for client in page.clients),
        *page_row(page.page, page.pages, localizer),
        *(((clear,),) if is_search else ()),
    )
    return Screen(text, rows)


def render_own_client(card: OwnClientCard, localizer: Localizer) -> Screen:
    """Show the history with a client: kept and missed visits, the last ones and the next one."""
    phone = written_phone(card.phone) if card.phone else None
    coming = card.next_visit
    text = paragraphs(
        Markup("👤 {}").format(joined(bold(localizer.person(card.first_name, LABEL_LIMIT)), phone)),
        localizer.t("With you: {kept} kept, {missed} missed", kept=card.kept, missed=card.missed),
        lines(localizer.t("<b>Next visit</b>"), _visit_line(coming, localizer)) if coming else None,
        lines(
            localizer.t("<b>Last visits</b>"),
            *(_visit_line(visit, localizer) for visit in card.last_visits),
        )
        if card.last_visits
        else None,
    )
    visits = ([coming] if coming else []) + list(card.last_visits)
    buttons = column(_visit_button(visit, localizer) for visit in visits)
    return Screen(text, (*buttons, *_copy_rows(card.phone, localizer)))


def _client_button(client: OwnClient, localizer: Localizer) -> Button:
    name = "👤 " + localizer.person(client.first_name, NAME_ON_BUTTON)
    seen = (
        capitalized(localizer.past_day(client.last_at.date()))
        if client.last_at
        else localizer.t("has not been here yet")
    )
    return Button(label(name, seen), tap=OpenOwnClient(client_id=client.user_id))


def _visit_line(visit: OwnVisit, localizer: Localizer) -> Markup:
    services = ", ".join(localizer.name(name) for name in visit.service_names)
    status = None if visit.status in OCCUPYING else localizer.t(SHORT[visit.status])
    return joined(_when(visit, localizer), one_line(services, TEXT_ON_LIST), status)


def _visit_button(visit: OwnVisit, localizer: Localizer) -> Button:
    words = label(_when(visit, localizer), localizer.name(visit.service_names[0]))
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))


def _when(visit: OwnVisit, localizer: Localizer) -> str:
    day = visit.start_at.astimezone(visit.zone).date()
    return f"{capitalized(localizer.past_day(day))}, {localizer.time(visit.start_at, visit.zone)}"


def _copy_rows(phone: str | None, localizer: Localizer) -> Rows:
    if phone is None:
        return ()
    return (
        (
            Button(
                label(localizer.t("📋 Copy the phone number")),
                copy_text=one_line(phone, PHONE_LIMIT),
            ),
        ),
    )
