"""Buttons laid out in rows, and lists cut into pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup

from bot.callbacks.home import Page
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import label

Item = TypeVar("Item")


def column(buttons: Iterable[Button]) -> Rows:
    """Give every button a row of its own."""
    return tuple((button,) for button in buttons)


def grid(buttons: Sequence[Button], most_in_row: int) -> Rows:
    """Spread buttons over as few rows as possible, all about equally long."""
    if not buttons:
        return ()
    count = -(-len(buttons) // most_in_row)
    shortest, longer = divmod(len(buttons), count)
    rows, start = [], 0
    for index in range(count):
        end = start + shortest + (index < longer)
        rows.append(tuple(buttons[start:end]))
        start = end
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class PageOf(Generic[Item]):
    """One page of a list; `number` counts from 0 and is a page that exists."""

    items: tuple[Item, ...]
    number: int
    pages: int

    @classmethod
    def cut(cls, items: Sequence[Item], number: int, size: int) -> "PageOf[Item]":
        """Return a page of the whole list; a number beyond the last page gives the last."""
        pages = max(1, -(-len(items) // size))
        number = min(max(number, 0), pages - 1)
        return cls(tuple(items[number * size : (number + 1) * size]), number, pages)


def page_line(number: int, pages: int, localizer: Localizer) -> Markup | None:
    """Return which page this is, if there are several."""
    if pages <= 1:
        return None
    return localizer.t("Page {page} of {pages}", page=number + 1, pages=pages)


def page_row(number: int, pages: int, localizer: Localizer) -> Rows:
    """Return the buttons to the pages before and after, in a row."""
    turns = []
    if number > 0:
        turns.append(Button(label(localizer.t("‹ Previous")), tap=Page(number=number - 1)))
    if number < pages - 1:
        turns.append(Button(label(localizer.t("Next ›")), tap=Page(number=number + 1)))
    return (tuple(turns),) if turns else ()


def choice(words: str, tap: CallbackData, *, is_chosen: bool) -> Button:
    """Return the button of an option that shows whether it is chosen."""
    if not is_chosen:
        return Button(label(words), tap=tap)
    return Button(label(f"✓ {words}"), tap=tap, style=ButtonStyle.SUCCESS)
