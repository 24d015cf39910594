from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup

from bot.callbacks.booking import ChooseMaster, ChooseMasterOfService, MeetMasters
from bot.fsm.booking import BookingDraft
from bot.ui.booking_lines import client_of, from_least, services_line
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import (
    NAME_ON_BUTTON,
    TEXT_ON_LIST,
    bold,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from domain.availability.list_masters import MasterOption, MasterOptions
from domain.catalog.model import Master

PAGE_SIZE = 12
ANY = 0
"""The id in a tap for any master."""


def render_masters(
    options: MasterOptions,
    draft: BookingDraft,
    localizer: Localizer,
    page: int = 0,
    *,
    client: str = "",
) -> Screen:
    """Offer masters for the visit or, if no master does all of it, for the next service.

    The staff choose for `client`.
    """
    position, able = asked_about(options, draft)
    if position is None:
        question = _question_of_all(options, draft, client, localizer)
    else:
        question = _question_of_service(options, draft, position, client, localizer)
    shown = PageOf.cut(able, page, PAGE_SIZE)
    text = paragraphs(
        *question,
        lines(*(_introduction(option.master, localizer) for option in shown.items)),
        page_line(shown.number, shown.pages, localizer),
    )
    buttons = (
        Button(_offer(option, localizer), tap=tap_to_choose(position, option.master.id))
        for option in shown.items
    )
    rows: Rows = (*_anyone(able, position, localizer), *column(buttons))
    pages = page_row(shown.number, shown.pages, localizer)
    return Screen(text, (*rows, *pages, *_gallery(able, localizer)))


def asked_about(
    options: MasterOptions, draft: BookingDraft
) -> tuple[int | None, tuple[MasterOption, ...]]:
    """Return for which service a master is chosen (`None`: for all), and the options."""
    if options.for_all:
        return None, options.for_all
    position = min(len(draft.master_ids), len(options.by_service) - 1)
    return position, options.by_service[position]


def about_of(master: Master, limit: int, localizer: Localizer) -> str | None:
    """Return the description of a master, on one line of at most `limit`, not yet escaped."""
    about = master.about.in_language(localizer.language).strip()
    return one_line(about, limit) if about else None


def tap_to_choose(position: int | None, master_id: int) -> CallbackData:
    """Return the tap that chooses a master for the service at `position`, or for all of them."""
    if position is None:
        return ChooseMaster(master_id=master_id)
    return ChooseMasterOfService(position=position, master_id=master_id)


def _heading(draft: BookingDraft, localizer: Localizer) -> Markup:
    if draft.client_id is None:
        return localizer.t("👤 <b>Who would you like to see?</b>")
    return localizer.t("👤 <b>Who would the client like to see?</b>")


def _question_of_all(
    options: MasterOptions, draft: BookingDraft, client: str, localizer: Localizer
) -> Iterable[Markup]:
    services = services_line(options.plan, (), localizer)
    yield lines(_heading(draft, localizer), joined(client_of(client, localizer), services))


def _question_of_service(
    options: MasterOptions, draft: BookingDraft, position: int, client: str, localizer: Localizer
) -> Iterable[Markup]:
    services = options.plan.services
    asked = localizer.t(
        "Service {number} of {count}: <b>{service}</b>",
        number=position + 1,
        count=len(services),
        service=localizer.name(services[position].service.name),
    )
    yield lines(_heading(draft, localizer), joined(client_of(client, localizer), asked))
    if position == 0:
        yield localizer.t("Nobody does all of it alone, so please choose for each service.")
    yield lines(*_chosen_before(options, draft, position, localizer))


def _chosen_before(
    options: MasterOptions, draft: BookingDraft, position: int, localizer: Localizer
) -> Iterable[Markup]:
    for index, master_id in enumerate(draft.master_ids[:position]):
        name = next(
            (
                localizer.name(option.master.name)
                for option in options.by_service[index]
                if option.master.id == master_id
            ),
            localizer.t("anyone who is free"),
        )
        service = localizer.name(options.plan.services[index].service.name)
        yield Markup("✓ {}: {}").format(service, name)


def _introduction(master: Master, localizer: Localizer) -> Markup | None:
    about = about_of(master, TEXT_ON_LIST, localizer)
    return Markup("{}: {}").format(bold(localizer.name(master.name)), about) if about else None


def _anyone(able: Sequence[MasterOption], position: int | None, localizer: Localizer) -> Rows:
    """Offer any master first: that choice has the most free times."""
    prices = sorted({option.price for option in able}, key=lambda price: price.amount_minor)
    price = from_least(localizer.money(prices[0]), localizer, is_exact=len(prices) == 1)
    words = label(localizer.t("Anyone who is free"), price)
    button = Button(words, tap=tap_to_choose(position, ANY), style=ButtonStyle.PRIMARY)
    if position != 0:
        return ((button,),)
    for_all = Button(label(localizer.t("Anyone, for all services")), tap=tap_to_choose(None, ANY))
    return (button,), (for_all,)


def _offer(option: MasterOption, localizer: Localizer) -> str:
    return label(
        localizer.name(option.master.name, NAME_ON_BUTTON),
        localizer.duration(option.duration_minutes),
        localizer.money(option.price),
    )


def _gallery(able: Sequence[MasterOption], localizer: Localizer) -> Rows:
    """Offer the cards of the masters, if any of them has a photo or a description."""
    masters = [option.master for option in able]
    if not any(master.photo or about_of(master, TEXT_ON_LIST, localizer) for master in masters):
        return ()
    return ((Button(label(localizer.t("👀 Meet the team")), tap=MeetMasters()),),)
