from collections.abc import Iterator

from markupsafe import Markup

from bot.callbacks import ServicesChosenTap, TickService
from bot.fsm.booking import BookingDraft
from bot.views.reader import Reader
from bot.views.rows import PageOf, choice, column, page_line, page_row
from bot.views.screen import Button, ButtonStyle, Screen
from bot.views.words import (
    NAME_ON_BUTTON,
    TEXT_ON_LIST,
    bold,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from domain.catalog.list_services import ServiceMenu
from domain.catalog.model import SkilledService
from domain.shared.money import total

PAGE_SIZE = 16
"""Services on a page: with all their descriptions they fit one message."""


def render_services(
    menu: ServiceMenu, draft: BookingDraft, reader: Reader, page: int = 0
) -> Screen:
    """Offer what the location sells, by category; several can be ticked."""
    services = [skilled for section in menu.sections for skilled in section.services]
    if not services:
        return _render_empty(reader)
    shown = PageOf.cut(services, page, PAGE_SIZE)
    ticked = [skilled for skilled in services if skilled.service.id in draft.service_ids]
    text = paragraphs(
        reader.say("<b>What would you like?</b>\nTick one service, or several for one visit."),
        *_sections(shown.items, reader),
        _sum(menu, ticked, reader) if ticked else None,
        page_line(shown.number, shown.pages, reader),
    )
    buttons = [
        choice(
            _offer(skilled, reader),
            TickService(service_id=skilled.service.id, on=skilled not in ticked),
            is_chosen=skilled in ticked,
        )
        for skilled in shown.items
    ]
    rows = (*column(buttons), *page_row(shown.number, shown.pages, reader))
    return Screen(text, (*rows, (_go_on(len(ticked), reader),)) if ticked else rows)


def _render_empty(reader: Reader) -> Screen:
    return Screen(
        reader.say(
            "<b>Nothing to book yet</b>\n\n"
            "There are no services on offer here at the moment. Please look in again later."
        )
    )


def _go_on(count: int, reader: Reader) -> Button:
    words = reader.say_many(
        "Continue with {count} service", "Continue with {count} services", count
    )
    return Button(label(words), tap=ServicesChosenTap(), style=ButtonStyle.PRIMARY)


def _sections(shown: tuple[SkilledService, ...], reader: Reader) -> Iterator[Markup]:
    by_category: dict[int, list[SkilledService]] = {}
    for skilled in shown:
        by_category.setdefault(skilled.service.category.id, []).append(skilled)
    for group in by_category.values():
        heading = bold(reader.name(group[0].service.category.name))
        yield lines(heading, *(_entry(skilled, reader) for skilled in group))


def _entry(skilled: SkilledService, reader: Reader) -> Markup:
    service = skilled.service
    entry = Markup("• {}").format(reader.name(service.name))
    described = service.description.in_language(reader.language)
    if not described:
        return entry
    return Markup("{}: <i>{}</i>").format(entry, one_line(described, TEXT_ON_LIST))


def _offer(skilled: SkilledService, reader: Reader) -> str:
    """Name, time and price, as they stand on a button."""
    price = reader.money(skilled.lowest_price)
    shortest, longest = _minutes(skilled)
    duration = reader.duration(shortest)
    return label(
        reader.name(skilled.service.name, NAME_ON_BUTTON),
        duration if shortest == longest else reader.say("from {least}", least=duration),
        price if skilled.has_one_price else reader.say("from {least}", least=price),
    )


def _minutes(skilled: SkilledService) -> tuple[int, int]:
    """Return the least and the most time that an active master takes."""
    minutes = [skill.duration_minutes for skill in skilled.active_skills]
    return min(minutes), max(minutes)


def _sum(menu: ServiceMenu, ticked: list[SkilledService], reader: Reader) -> Markup:
    """Add up what is ticked: the least that it can cost and take."""
    currency = menu.profile.location.currency
    price = bold(reader.money(total((skilled.lowest_price for skilled in ticked), currency)))
    shortest, longest = (sum(column) for column in zip(*map(_minutes, ticked), strict=True))
    duration = bold(reader.duration(shortest))
    one_price = all(skilled.has_one_price for skilled in ticked)
    return joined(
        reader.say("In all: {price}", price=price)
        if one_price
        else reader.say("In all: from {price}", price=price),
        duration if shortest == longest else reader.say("from {least}", least=duration),
    )
