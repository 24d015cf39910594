from dataclasses import replace

from bot.callbacks import Back, Home
from bot.views.reader import Reader
from bot.views.screen import Button, Screen
from bot.views.words import label

MENU_DEPTH = 1
DEPTH_ABOVE_MENU = 2


def with_navigation(screen: Screen, depth: int, reader: Reader) -> Screen:
    """Add the way back to a screen at `depth` of the stack; the menu itself has none."""
    if depth <= MENU_DEPTH:
        return screen
    words = reader.say("‹ Menu") if depth == DEPTH_ABOVE_MENU else reader.say("‹ Back")
    row = [Button(label(words), tap=Back(depth=depth))]
    if depth > DEPTH_ABOVE_MENU:
        row.append(Button(label(reader.say("Menu")), tap=Home()))
    return replace(screen, rows=(*screen.rows, tuple(row)))
