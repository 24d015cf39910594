from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.callbacks.booking import ServicesChosenTap, TickService
from bot.fsm.booking import BookingDraft
from bot.ui.booking_lines import SHORT_NAME, client_of, from_least
from bot.ui.layout import PageOf, choice, column, page_line, page_row
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, joined, label, lines, one_line, paragraphs
from domain.availability.list_services import ServiceMenu
from domain.catalog.model import SkilledService
from domain.shared.money import total

PAGE_SIZE = 16
DESCRIPTION_LIMIT = 100
"""A page of services, each described and under a category of its own, fits one message."""


def render_services(
    menu: ServiceMenu, draft: BookingDraft, reader: Reader, page: int = 0, *, client: str = ""
) -> Screen:
    """Offer what the location sells, by category; several can be ticked.

    The staff choose for `client`.
    """
    services = [skilled for section in menu.sections for skilled in section.services]
    if not services:
        return _render_empty(reader)
    shown = PageOf.cut(services, page, PAGE_SIZE)
    ticked = [skilled for skilled in services if skilled.service.id in draft.service_ids]
    text = paragraphs(
        client_of(client),
        _question(reader, of_client=draft.client_id is not None),
        *_sections(shown.items, reader),
        _sum(menu, ticked, reader) if ticked else None,
        page_line(shown.number, shown.pages, reader),
    )
    buttons = (_button(skilled, skilled in ticked, reader) for skilled in shown.items)
    rows: Rows = (*column(buttons), *page_row(shown.number, shown.pages, reader))
    return Screen(text, (*rows, (_go_on(len(ticked), reader),)) if ticked else rows)


def _question(reader: Reader, *, of_client: bool) -> Markup:
    if of_client:
        return reader.say(
            "☑️ <b>What would the client like?</b>\nTick one service, or several for one visit."
        )
    return reader.say("☑️ <b>What would you like?</b>\nTick one service, or several for one visit.")


def _render_empty(reader: Reader) -> Screen:
    return Screen(
        reader.say(
            "☑️ <b>Nothing to book yet</b>\n\n"
            "There are no services on offer here at the moment. Please look in again later."
        )
    )


def _sections(shown: Sequence[SkilledService], reader: Reader) -> Iterator[Markup]:
    for category, group in groupby(shown, lambda skilled: skilled.service.category):
        heading = bold(reader.name(category.name, SHORT_NAME))
        yield lines(heading, *(_entry(skilled, reader) for skilled in group))


def _entry(skilled: SkilledService, reader: Reader) -> Markup:
    service = skilled.service
    entry = Markup("• {}").format(reader.name(service.name, SHORT_NAME))
    described = service.description.in_language(reader.language).strip()
    if not described:
        return entry
    return Markup("{}: <i>{}</i>").format(entry, one_line(described, DESCRIPTION_LIMIT))


def _sum(menu: ServiceMenu, ticked: Sequence[SkilledService], reader: Reader) -> Markup:
    """Name what is ticked, with the least that it can cost and take."""
    currency = menu.profile.location.currency
    price = reader.money(total((skilled.lowest_price for skilled in ticked), currency))
    shortest, longest = (sum(minutes) for minutes in zip(*map(_minutes, ticked), strict=True))
    has_one_price = all(skilled.has_one_price for skilled in ticked)
    names = (reader.name(skilled.service.name, SHORT_NAME) for skilled in ticked)
    return lines(
        Markup("✓ {}").format(Markup(", ").join(names)),
        reader.say(
            "In all: {sum}",
            sum=joined(
                bold(from_least(price, reader, is_exact=has_one_price)),
                from_least(reader.duration(shortest), reader, is_exact=shortest == longest),
            ),
        ),
    )


def _button(skilled: SkilledService, is_ticked: bool, reader: Reader) -> Button:
    shortest, longest = _minutes(skilled)
    words = label(
        reader.name(skilled.service.name, NAME_ON_BUTTON),
        from_least(reader.duration(shortest), reader, is_exact=shortest == longest),
        from_least(reader.money(skilled.lowest_price), reader, is_exact=skilled.has_one_price),
    )
    tap = TickService(service_id=skilled.service.id, on=not is_ticked)
    return choice(words, tap, is_chosen=is_ticked)


def _minutes(skilled: SkilledService) -> tuple[int, int]:
    """Return the least and the most time that an active master takes."""
    minutes = [skill.duration_minutes for skill in skilled.active_skills]
    return min(minutes), max(minutes)


def _go_on(count: int, reader: Reader) -> Button:
    words = reader.say_many(
        "Continue with {count} service", "Continue with {count} services", count
    )
    return Button(label(words), tap=ServicesChosenTap(), style=ButtonStyle.PRIMARY)
