"""A message as plain text, for channels without markup and buttons."""

from collections.abc import Iterator
from html.parser import HTMLParser

from bot.ui.screen import Button, Screen


def plain_text(screen: Screen) -> str:
    """Return the text of a screen without tags and entities, with its links written out.

    A button with a URL or a text to copy becomes a line; buttons that need the chat are left out.
    """
    parser = _Parser()
    parser.feed(str(screen.text))
    parser.close()
    buttons = "\n".join(_written_out(button for row in screen.rows for button in row))
    return "\n\n".join(part for part in ("".join(parser.parts).strip(), buttons) if part)


def _written_out(buttons: Iterator[Button]) -> Iterator[str]:
    for button in buttons:
        target = button.url or button.copy_text
        if target:
            yield f"{button.label}: {target}"


class _Parser(HTMLParser):
    """Parses Telegram's HTML, as `Screen` contains it."""

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
