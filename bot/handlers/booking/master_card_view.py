from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks.home import Page
from bot.fsm.booking import BookingDraft
from bot.handlers.booking.masters_view import about_of, asked_about, tap_to_choose
from bot.ui.booking_lines import SHORT_NAME
from bot.ui.layout import PageOf
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
from domain.availability.model import PlannedService

ABOUT_LIMIT = 500
"""Even with the longest name and services, the text still fits below a picture."""


def render_master_card(
    options: MasterOptions, draft: BookingDraft, localizer: Localizer, number: int = 0
) -> Screen:
    """Introduce one of the available masters; the arrows wrap around."""
    position, able = asked_about(options, draft)
    shown = PageOf.cut(able, number, 1)
    (option,) = shown.items
    services = options.plan.services
    master = option.master
    text = paragraphs(
        Markup("👤 {}").format(
            joined(bold(localizer.name(master.name)), _place(shown.number, len(able), localizer))
        ),
        about_of(master, ABOUT_LIMIT, localizer),
        _offer(option, services if position is None else [services[position]], localizer),
    )
    choose = Button(
        label(localizer.t("Choose {name}", name=localizer.name(master.name, NAME_ON_BUTTON))),
        tap=tap_to_choose(position, master.id),
        style=ButtonStyle.PRIMARY,
    )
    return Screen(text, (*_arrows(able, shown.number, localizer), (choose,)), master.photo or None)


def _place(number: int, count: int, localizer: Localizer) -> Markup | None:
    return localizer.t("{number} of {count}", number=number + 1, count=count) if count > 1 else None


def _offer(
    option: MasterOption, services: Sequence[PlannedService], localizer: Localizer
) -> Markup:
    names = ", ".join(localizer.name(planned.service.name, SHORT_NAME) for planned in services)
    price = joined(localizer.duration(option.duration_minutes), bold(localizer.money(option.price)))
    return lines(one_line(names, TEXT_ON_LIST), price)


def _arrows(able: Sequence[MasterOption], number: int, localizer: Localizer) -> Rows:
    if len(able) == 1:
        return ()
    before, after = (number - 1) % len(able), (number + 1) % len(able)
    names = [localizer.name(able[index].master.name, NAME_ON_BUTTON) for index in (before, after)]
    return (
        (
            Button(label(f"‹ {names[0]}"), tap=Page(number=before)),
            Button(label(f"{names[1]} ›"), tap=Page(number=after)),
        ),
    )
