"""Text helpers: shorten texts of users and make them safe, join parts to lines and labels."""

import unicodedata

from markupsafe import Markup

from domain.shared.names import is_visible

LABEL_LIMIT = 64
"""UTF-16 units on a button: about as much as a phone shows on a full row."""

TOAST_LIMIT = 200
"""UTF-16 units of the answer to a tap."""

NAME_LIMIT = 64
NAME_ON_BUTTON = 30
TEXT_ON_LIST = 120  # a description, an address, an about line in a list

_ELLIPSIS = "…"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_TURNS_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def shortened(text: str, limit: int) -> str:
    """Cut a text to `limit` UTF-16 units, in which Telegram counts; an ellipsis marks the cut."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    kept = units[: 2 * (limit - len(_ELLIPSIS))].decode("utf-16-le", "ignore")
    return kept.rstrip() + _ELLIPSIS


def one_line(text: str, limit: int = NAME_LIMIT) -> str:
    """Return a user's text as one visible line that cannot reorder the words around it."""
    line = " ".join(text.translate(_TURNS_DIRECTION).split())
    if not is_visible(line):
        return _ELLIPSIS
    line = shortened(line, limit)
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in line):
        return f"{_ISOLATE}{line}{_END_OF_ISOLATE}"
    return line


def own_text(text: str, limit: int) -> str:
    """Return a user's text with its lines, unable to reorder the words around it."""
    return shortened(text.translate(_TURNS_DIRECTION).strip() or _ELLIPSIS, limit)


def label(*parts: str) -> str:
    """Join parts to the text of a button, which is plain: `Markup` is unescaped."""
    plain = (part.unescape() if isinstance(part, Markup) else part for part in parts)
    return shortened(" · ".join(plain), LABEL_LIMIT)


def toast(words: Markup) -> str:
    """Return plain text that fits into the answer to a tap."""
    return shortened(words.unescape(), TOAST_LIMIT)


def joined(*parts: str | None) -> Markup:
    """Join the parts that are not empty with a middle dot."""
    return Markup(" · ").join(part for part in parts if part)


def lines(*parts: str | None) -> Markup:
    """Put each part that is not empty on its own line."""
    return Markup("\n").join(part for part in parts if part)


def paragraphs(*parts: str | None) -> Markup:
    """Put an empty line between the parts that are not empty."""
    return Markup("\n\n").join(part for part in parts if part)


def bold(text: str) -> Markup:
    """Return the text in bold, escaped unless it is markup already."""
    return Markup("<b>{}</b>").format(text)


def quoted(text: str) -> Markup:
    """Return the text as a quotation: a card within the message."""
    return Markup("<blockquote>{}</blockquote>").format(text)


def capitalized(text: str) -> str:
    """Return the text with a capital first letter, as for a heading."""
    return text[:1].upper() + text[1:]
