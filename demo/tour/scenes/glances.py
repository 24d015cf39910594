"""What the scenes look for on a screen."""

from aiogram.filters.callback_data import CallbackData

from demo.simulator import Person, ShownMessage
from demo.tour.teller import Teller


def first_time(screen: ShownMessage) -> str:
    """Return the label of the first start on a list of times."""
    return next(label for label in screen.labels if ":" in label)


async def open_day_with_one_start(teller: Teller, person: Person) -> str:
    """Open the first day of the calendar that has a single start left; return its label."""
    for day in [label for label in person.screen.labels if label.endswith("○")]:
        await teller.tap(person, day)
        if sum(":" in label for label in person.screen.labels) == 1:
            return day
        await teller.tap(person, "Back")
    raise LookupError("no day of this month has a single start left")


def taps_on(screen: ShownMessage, kind: type[CallbackData]) -> list[str]:
    """Return what those buttons of a screen send that are of one kind, in whatever language."""
    sent = [button.callback_data or "" for row in screen.rows for button in row]
    return [data for data in sent if data.startswith(f"{kind.__prefix__}:")]


def looks_like(screen: ShownMessage, other: ShownMessage) -> bool:
    """Tell whether two screens have the same words and the same buttons."""
    return (screen.text, screen.buttons) == (other.text, other.buttons)
