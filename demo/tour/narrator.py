from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from aiogram.filters.callback_data import CallbackData

from demo.simulator import NotSettledError, PaymentOutcome, Person, ShownMessage, Window
from demo.timeouts import scaled
from demo.tour.buttons import taps_on

INDENT = "    "
SHORT_RUN = 3
NOTIFICATION_TIMEOUT_S = scaled(180)  # admins are notified at most once a minute
BLANK = "\u2800"  # the label of an empty calendar cell


class Narrator:
    """Controls people, prints their actions and screens, and records failed checks."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self.checks = 0
        self._scenes = 0
        self._seen: dict[int, list[str]] = {}

    def scene(self, title: str) -> None:
        """Begin the next scene of the story."""
        self._scenes += 1
        self.part(f"{self._scenes}. {title}")

    def part(self, title: str) -> None:
        """Print a heading."""
        print(f"\n{title}\n{'═' * len(title)}")

    def aside(self, text: str) -> None:
        """Print a remark that the chats do not show."""
        print(f"\n  ({text})")

    async def writes(self, person: Person, text: str, *, chat: Window | None = None) -> None:
        """Let a person write to the bot, and print the answer."""
        print(f"\n  {person.first_name} writes: {text}")
        await person.send(text, chat=chat)
        self.shows(person, chat=chat)

    async def opens(self, person: Person, link: str) -> None:
        """Let a person open a link to the bot, and print the screen."""
        print(f"\n  {person.first_name} opens the link {link}")
        await person.start(link.partition("?start=")[2])
        self.shows(person)

    async def tap(
        self, person: Person, *wanted: str | type[CallbackData], chat: Window | None = None
    ) -> None:
        """Let a person tap buttons one after another, and print each resulting screen.

        `wanted` is part of a label, callback data, or a class (its first button is tapped).
        """
        window = person.window(chat) if chat else person.chat
        for one in wanted:
            label = one if isinstance(one, str) else taps_on(window.screen, one)[0]
            button = window.screen.button(label).text
            print(f"\n  {person.first_name} taps [{button}]")
            answer = await person.tap(label, chat=chat)
            if answer and answer.text:
                print(f"{INDENT}· {answer.text}")
            self.shows(person, chat=chat)

    async def pays(self, person: Person) -> None:
        """Let a person pay the newest invoice, and print the screen."""
        print(f"\n  {person.first_name} pays the invoice")
        outcome = await person.pay()
        self.check(f"{person.first_name} can pay", holds=outcome is PaymentOutcome.PAID)
        self.shows(person)

    async def hears(
        self,
        person: Person,
        expected: str | Callable[[], bool],
        what: str,
        *,
        chat: Window | None = None,
    ) -> None:
        """Wait until a person gets a notification, print it and check it."""
        try:
            await person.until(expected, chat=chat, timeout_s=NOTIFICATION_TIMEOUT_S)
        except NotSettledError:
            self.check(what, holds=False)
        else:
            self.shows(person, chat=chat)
            self.check(what, holds=True)

    def shows(self, person: Person, *, chat: Window | None = None) -> None:
        """Print a person's screen and the messages below it; unchanged lines are shortened."""
        window = person.window(chat) if chat else person.chat
        lines = [*_lines_of(window.screen), *_lines_below(window)]
        for line in _changed_lines(self._seen.get(window.id, []), lines):
            print(f"{INDENT}│ {line}".rstrip())
        self._seen[window.id] = lines

    def check(self, what: str, *, holds: bool) -> None:
        """Record and print the result of a check."""
        self.checks += 1
        print(f"  {'✔' if holds else '✘'} {what}")
        if not holds:
            self.failures.append(what)


def _lines_of(screen: ShownMessage) -> list[str]:
    picture = ["(a picture)"] if screen.picture else []
    return [*picture, *screen.text.splitlines(), *(_text_of(row) for row in screen.buttons)]


def _lines_below(window: Window) -> Iterator[str]:
    for message in window.from_bot:
        if message.key > window.screen.key:
            yield "─ a message below ─"
            yield from str(message).splitlines()


def _text_of(row: Sequence[str]) -> str:
    return " ".join(f"[{label.strip(BLANK)}]" for label in row)


def _changed_lines(before: list[str], now: list[str]) -> Iterator[str]:
    """Yield the lines of `now`; long unchanged runs become an ellipsis."""
    for tag, _, _, start, end in SequenceMatcher(None, before, now).get_opcodes():
        if tag == "equal" and end - start > SHORT_RUN:
            yield now[start]
            yield "⋮"
        else:
            yield from now[start:end]
