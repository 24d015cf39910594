from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks import ChooseMaster, ChooseMasterOfService
from bot.fsm.booking import BookingDraft
from bot.views.booking_lines import services_line
from bot.views.reader import Reader
from bot.views.rows import PageOf, column, page_line, page_row
from bot.views.screen import Button, ButtonStyle, Rows, Screen
from bot.views.words import NAME_ON_BUTTON, TEXT_ON_LIST, bold, label, lines, one_line, paragraphs
from domain.catalog.list_masters import MasterOption, MasterOptions
from domain.catalog.model import Master

PAGE_SIZE = 12
ANY = 0
"""What a tap sends where no master is preferred."""


def render_masters(
    options: MasterOptions, draft: BookingDraft, reader: Reader, page: int = 0
) -> Screen:
    """Offer who does the visit, or, where nobody does all of it, who does the next service."""
    if options.for_all:
        return _render_for_all(options, reader, page)
    position = min(len(draft.master_ids), len(options.by_service) - 1)
    return _render_of_service(options, draft, position, reader, page)


def _render_for_all(options: MasterOptions, reader: Reader, page: int) -> Screen:
    shown = PageOf.cut(options.for_all, page, PAGE_SIZE)
    text = paragraphs(
        reader.say("<b>Who would you like to come to?</b>"),
        services_line(options.plan, (), reader),
        _about(shown.items, reader),
        page_line(shown.number, shown.pages, reader),
    )
    anyone = Button(
        label(reader.say("Anyone who is free")),
        tap=ChooseMaster(master_id=ANY),
        style=ButtonStyle.PRIMARY,
    )
    buttons = (
        Button(_offer(option, reader), tap=ChooseMaster(master_id=option.master.id))
        for option in shown.items
    )
    rows: Rows = ((anyone,), *column(buttons))
    return Screen(text, (*rows, *page_row(shown.number, shown.pages, reader)))


def _render_of_service(
    options: MasterOptions, draft: BookingDraft, position: int, reader: Reader, page: int
) -> Screen:
    shown = PageOf.cut(options.by_service[position], page, PAGE_SIZE)
    services = options.plan.services
    text = paragraphs(
        reader.say(
            "<b>Who should do this: {service}?</b>",
            service=reader.name(services[position].service.name),
        ),
        reader.say(
            "Nobody does all of it alone, so please choose service by service. "
            "This is {number} of {count}.",
            number=position + 1,
            count=len(services),
        ),
        _chosen_before(options, draft, position, reader),
        _about(shown.items, reader),
        page_line(shown.number, shown.pages, reader),
    )
    anyone = Button(
        label(reader.say("Anyone who is free")),
        tap=ChooseMasterOfService(position=position, master_id=ANY),
        style=ButtonStyle.PRIMARY,
    )
    buttons = (
        Button(
            _offer(option, reader),
            tap=ChooseMasterOfService(position=position, master_id=option.master.id),
        )
        for option in shown.items
    )
    rows: Rows = ((anyone,), *column(buttons))
    return Screen(text, (*rows, *page_row(shown.number, shown.pages, reader)))


def _offer(option: MasterOption, reader: Reader) -> str:
    return label(
        reader.name(option.master.name, NAME_ON_BUTTON),
        reader.duration(option.duration_minutes),
        reader.money(option.price),
    )


def _about(options: Sequence[MasterOption], reader: Reader) -> Markup | None:
    entries = [_introduction(option.master, reader) for option in options]
    return lines(*entries) if any(entries) else None


def _introduction(master: Master, reader: Reader) -> Markup | None:
    about = master.about.in_language(reader.language)
    if not about:
        return None
    return Markup("{}: {}").format(bold(reader.name(master.name)), one_line(about, TEXT_ON_LIST))


def _chosen_before(
    options: MasterOptions, draft: BookingDraft, position: int, reader: Reader
) -> Markup | None:
    chosen = zip(
        options.plan.services, options.by_service, draft.master_ids[:position], strict=False
    )
    entries = []
    for planned, able, master_id in chosen:
        name = next(
            (reader.name(o.master.name) for o in able if o.master.id == master_id),
            reader.say("anyone who is free"),
        )
        entries.append(Markup("✓ {}: {}").format(reader.name(planned.service.name), name))
    return lines(*entries) if entries else None
