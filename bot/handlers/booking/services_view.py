from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.callbacks.booking import ServicesChosenTap, TickService
from bot.fsm.booking import BookingDraft
from bot.ui.booking_lines import SHORT_NAME, client_of, from_least
from bot.ui.layout import PageOf, choice, column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, joined, label, lines, one_line, paragraphs
from domain.availability.list_services import ServiceMenu
from domain.catalog.model import SkilledService
from domain.shared.money import total

PAGE_SIZE = 16
DESCRIPTION_LIMIT = 100
"""A page of services, each with a description and its own category, fits one message."""


def render_services(
    menu: ServiceMenu, draft: BookingDraft, localizer: Localizer, page: int = 0, *, client: str = ""
) -> Screen:
    """Offer the services of the location by category; several can be ticked.

    The staff choose for `client`.
    """
    services = [skilled for section in menu.sections for skilled in section.services]
    if not services:
        return _render_empty(localizer)
    shown = PageOf.cut(services, page, PAGE_SIZE)
    ticked = [skilled for skilled in services if skilled.service.id in draft.service_ids]
    text = paragraphs(
        client_of(client, localizer),
        _question(localizer, of_client=draft.client_id is not None),
        *_sections(shown.items, localizer),
        _sum(menu, ticked, localizer) if ticked else None,
        page_line(shown.number, shown.pages, localizer),
    )
    buttons = (_button(skilled, skilled in ticked, localizer) for skilled in shown.items)
    rows: Rows = (*column(buttons), *page_row(shown.number, shown.pages, localizer))
    return Screen(text, (*rows, (_go_on(len(ticked), localizer),)) if ticked else rows)


def _question(localizer: Localizer, *, of_client: bool) -> Markup:
    if of_client:
        return localizer.t(
            "☑️ <b>What would the client like?</b>\nTick one service, or several for one visit."
        )
    return localizer.t("☑️ <b>What would you like?</b>\nTick one service, or several for one visit.")


def _render_empty(localizer: Localizer) -> Screen:
    return Screen(
        localizer.t(
            "☑️ <b>Nothing to book yet</b>\n\n"
            "There are no services on offer here at the moment. Please look in again later."
        )
    )


def _sections(shown: Sequence[SkilledService], localizer: Localizer) -> Iterator[Markup]:
    for category, group in groupby(shown, lambda skilled: skilled.service.category):
        heading = bold(localizer.name(category.name, SHORT_NAME))
        yield lines(heading, *(_entry(skilled, localizer) for skilled in group))


def _entry(skilled: SkilledService, localizer: Localizer) -> Markup:
    service = skilled.service
    entry = Markup("• {}").format(localizer.name(service.name, SHORT_NAME))
    described = service.description.in_language(localizer.language).strip()
    if not described:
        return entry
    return Markup("{}: <i>{}</i>").format(entry, one_line(described, DESCRIPTION_LIMIT))


def _sum(menu: ServiceMenu, ticked: Sequence[SkilledService], localizer: Localizer) -> Markup:
    """Return the ticked services, with their lowest price and shortest duration."""
    currency = menu.profile.location.currency
    price = localizer.money(total((skilled.lowest_price for skilled in ticked), currency))
    shortest, longest = (sum(minutes) for minutes in zip(*map(_minutes, ticked), strict=True))
    has_one_price = all(skilled.has_one_price for skilled in ticked)
    names = (localizer.name(skilled.service.name, SHORT_NAME) for skilled in ticked)
    return lines(
        Markup("✓ {}").format(Markup(", ").join(names)),
        localizer.t(
            "In all: {sum}",
            sum=joined(
                bold(from_least(price, localizer, is_exact=has_one_price)),
                from_least(localizer.duration(shortest), localizer, is_exact=shortest == longest),
            ),
        ),
    )


def _button(skilled: SkilledService, is_ticked: bool, localizer: Localizer) -> Button:
    shortest, longest = _minutes(skilled)
    words = label(
        localizer.name(skilled.service.name, NAME_ON_BUTTON),
        from_least(localizer.duration(shortest), localizer, is_exact=shortest == longest),
        from_least(
            localizer.money(skilled.lowest_price), localizer, is_exact=skilled.has_one_price
        ),
    )
    tap = TickService(service_id=skilled.service.id, on=not is_ticked)
    return choice(words, tap, is_chosen=is_ticked)


def _minutes(skilled: SkilledService) -> tuple[int, int]:
    """Return the shortest and the longest duration among active masters."""
    minutes = [skill.duration_minutes for skill in skilled.active_skills]
    return min(minutes), max(minutes)


def _go_on(count: int, localizer: Localizer) -> Button:
    words = localizer.tn("Continue with {count} service", "Continue with {count} services", count)
    return Button(label(words), tap=ServicesChosenTap(), style=ButtonStyle.PRIMARY)
