from collections.abc import Iterator
from dataclasses import replace

from bot.callbacks.home import Back, Home
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import label

MENU_DEPTH = 1
DEPTH_ABOVE_MENU = 2


def with_navigation(
    screen: Screen, depth: int, localizer: Localizer, *, is_problem: bool = False
) -> Screen:
    """Add the buttons back and to the menu to a screen at `depth` of the stack.

    The menu itself has none; a problem shown in its place leads to it.
    """
    row = tuple(_ways(depth, localizer, is_problem=is_problem))
    return replace(screen, rows=(*screen.rows, row)) if row else screen


def _ways(depth: int, localizer: Localizer, *, is_problem: bool) -> Iterator[Button]:
    if depth > MENU_DEPTH:
        words = localizer.t("‹ Menu") if depth == DEPTH_ABOVE_MENU else localizer.t("‹ Back")
        yield Button(label(words), tap=Back(depth=depth))
    if depth > DEPTH_ABOVE_MENU or (is_problem and depth <= MENU_DEPTH):
        yield Button(label(localizer.t("Menu")), tap=Home())
