"""A composed message in plain words, for channels that know neither markup nor buttons."""

from collections.abc import Iterator
from html.parser import HTMLParser

from bot.ui.screen import Button, Screen


def plain_text(screen: Screen) -> str:
    """Return the words of a screen without tags and entities, and its links written out.

    A button that leads to an address, or holds a text to copy, is a line of its own; what only
    the chat understands is left out.
    """
    reader = _Reader()
    reader.feed(str(screen.text))
    reader.close()
    buttons = "\n".join(_written_out(button for row in screen.rows for button in row))
    return "\n\n".join(part for part in ("".join(reader.parts).strip(), buttons) if part)


def _written_out(buttons: Iterator[Button]) -> Iterator[str]:
    for button in buttons:
        target = button.url or button.copy_text
        if target:
            yield f"{button.label}: {target}"


class _Reader(HTMLParser):
    """Reads Telegram's HTML, as `Screen` holds it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._address: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address:
            self.parts.append(f" ({self._address})")
            self._address = None

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
