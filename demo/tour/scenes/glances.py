"""Helpers of the scenes to read a screen."""

from bot.callbacks.changes import ConfirmVisit
from demo.simulator import Person, ShownMessage, Window
from demo.tour.buttons import taps_on
from demo.tour.narrator import Narrator


def first_time(screen: ShownMessage) -> str:
    """Return the label of the first start on a list of times."""
    return _times(screen)[0]


def last_time(screen: ShownMessage) -> str:
    """Return the label of the last start on a list of times."""
    return _times(screen)[-1]


def _times(screen: ShownMessage) -> list[str]:
    return [label for label in screen.labels if ":" in label]


async def open_day_with_one_start(narrator: Narrator, person: Person) -> str:
    """Open the first day of the calendar with a single start; return its label."""
    for day in [label for label in person.screen.labels if label.endswith("○")]:
        await narrator.tap(person, day)
        if sum(":" in label for label in person.screen.labels) == 1:
            return day
        await narrator.tap(person, "Back")
    raise LookupError("no day of this month has a single start left")


def looks_like(screen: ShownMessage, other: ShownMessage) -> bool:
    """Return whether two screens have the same text and the same buttons."""
    return (screen.text, screen.buttons) == (other.text, other.buttons)


def reminds_of(screen: ShownMessage, booking_id: int) -> bool:
    """Return whether a message is the unanswered reminder of a visit."""
    confirms = [ConfirmVisit.unpack(data) for data in taps_on(screen, ConfirmVisit)]
    return any(confirm.booking_id == booking_id for confirm in confirms)


def has_message(group: Window, read: ShownMessage, *words: str) -> bool:
    """Return whether one message in a group, newer than `read`, contains all words."""
    newer = [message.text for message in group.from_bot if message.key > read.key]
    return any(all(word in text for word in words) for text in newer)


def commands_of(person: Person) -> set[str]:
    """Return the commands that Telegram shows a person in the chat with the bot."""
    language = person.user.language_code
    menu = person.world.commands.shown_to(person.id, language, person.private_chat)
    return {command.command for command in menu}
