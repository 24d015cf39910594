from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from aiogram.filters.callback_data import CallbackData

from demo.simulator import NotSettledError, PaymentOutcome, Person, ShownMessage, Window
from demo.timeouts import scaled
from demo.tour.buttons import taps_on

INDENT = "    "
SHORT_RUN = 3
NOTICE_TIMEOUT_S = scaled(180)  # notices to admins go out at most once a minute
BLANK = "\u2800"  # what an empty cell of the calendar is filled with


class Teller:
    """Moves people, prints what they do and see, and notes what is not as it should be."""

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
        """Say what the chats do not show."""
        print(f"\n  ({text})")

    async def writes(self, person: Person, text: str, *, chat: Window | None = None) -> None:
        """Let somebody write to the bot, and show the answer."""
        print(f"\n  {person.first_name} writes: {text}")
        await person.send(text, chat=chat)
        self.shows(person, chat=chat)

    async def opens(self, person: Person, link: str) -> None:
        """Let somebody open a link to the bot, and show where it leads."""
        print(f"\n  {person.first_name} opens the link {link}")
        await person.start(link.partition("?start=")[2])
        self.shows(person)

    async def tap(
        self, person: Person, *wanted: str | type[CallbackData], chat: Window | None = None
    ) -> None:
        """Let somebody tap one button after another, and show each screen that comes of it.

        Wanted is a part of the words on the button, what it sends, or the first of its kind.
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
        """Let somebody pay the newest invoice, and show what comes of it."""
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
        """Wait until somebody is told something without having asked, show it and check it."""
        try:
            await person.until(expected, chat=chat, timeout_s=NOTICE_TIMEOUT_S)
        except NotSettledError:
            self.check(what, holds=False)
        else:
            self.shows(person, chat=chat)
            self.check(what, holds=True)

    def shows(self, person: Person, *, chat: Window | None = None) -> None:
        """Print the screen that somebody sees and what is below; the unchanged is cut short."""
        window = person.window(chat) if chat else person.chat
        lines = [*_lines_of(window.screen), *_lines_below(window)]
        for line in _news(self._seen.get(window.id, []), lines):
            print(f"{INDENT}│ {line}".rstrip())
        self._seen[window.id] = lines

    def check(self, what: str, *, holds: bool) -> None:
        """Note and print whether something is as it should be."""
        self.checks += 1
        print(f"  {'✔' if holds else '✘'} {what}")
        if not holds:
            self.failures.append(what)


def _lines_of(screen: ShownMessage) -> list[str]:
    picture = ["(a picture)"] if screen.picture else []
    return [*picture, *screen.text.splitlines(), *(_words_of(row) for row in screen.buttons)]


def _lines_below(window: Window) -> Iterator[str]:
    for message in window.from_bot:
        if message.key > window.screen.key:
            yield "─ a message below ─"
            yield from str(message).splitlines()


def _words_of(row: Sequence[str]) -> str:
    return " ".join(f"[{label.strip(BLANK)}]" for label in row)


def _news(before: list[str], now: list[str]) -> Iterator[str]:
    """Yield the lines of `now`, long runs that were there before as an ellipsis."""
    for tag, _, _, start, end in SequenceMatcher(None, before, now).get_opcodes():
        if tag == "equal" and end - start > SHORT_RUN:
            yield now[start]
            yield "⋮"
        else:
            yield from now[start:end]
