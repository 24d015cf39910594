"""Texts with entities, in methods and in messages."""

import re
from dataclasses import dataclass

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from demo.simulator.errors import bad_request
from demo.simulator.text.html_parser import parse_html, utf16_length

MAX_TEXT = 4096
MAX_CAPTION = 1024

_DETECTED = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?")),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w\b")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and its entities; offsets are UTF-16 code units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()

    @property
    def html(self) -> str:
        """The same as HTML, as a bot would send it."""
        return html_decoration.unparse(self.text, list(self.entities))


def read_text(
    text: str | None, parse_mode: object, entities: list[MessageEntity] | None
) -> Formatted:
    """Reads the text of a message.

    Raises:
        ApiError: bad markup, nothing left after trimming, or more than 4096 characters.
    """
    formatted = _parsed(text or "", parse_mode, entities)
    if not formatted.text:
        raise bad_request("message text is empty")
    if len(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted


def read_caption(
    caption: str | None, parse_mode: object, entities: list[MessageEntity] | None
) -> Formatted:
    """Reads a caption, which may be empty.

    Raises:
        ApiError: bad markup, or more than 1024 characters.
    """
    formatted = _parsed(caption or "", parse_mode, entities)
    if len(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def detect_entities(text: str) -> list[MessageEntity]:
    """Returns commands, links, addresses and mentions, as detected by Telegram."""
    found = [
        MessageEntity(
            type=kind,
            offset=utf16_length(text[: match.start()]),
            length=utf16_length(match.group()),
        )
        for kind, pattern in _DETECTED
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: entity.offset)


def _parsed(text: str, parse_mode: object, entities: list[MessageEntity] | None) -> Formatted:
    if isinstance(parse_mode, str) and parse_mode:
        if parse_mode.upper() != "HTML":
            raise bad_request(f"unsupported parse_mode {parse_mode!r}: this server reads HTML only")
        text, marked = parse_html(text)
    else:
        marked = list(entities or ())
    free = [e for e in detect_entities(text) if not any(_overlap(e, m) for m in marked)]
    return _trimmed(text, sorted([*marked, *free], key=lambda e: (e.offset, -e.length)))


def _overlap(found: MessageEntity, marked: MessageEntity) -> bool:
    """Returns whether Telegram would omit `found`: inside a link or code, or across an edge."""
    starts_before_end = found.offset < marked.offset + marked.length
    ends_after_start = marked.offset < found.offset + found.length
    inside = (
        marked.offset <= found.offset
        and found.offset + found.length <= marked.offset + marked.length
    )
    closed = marked.type in {"text_link", "code", "pre", "custom_emoji", "date_time"}
    return starts_before_end and ends_after_start and (closed or not inside)


def _trimmed(text: str, entities: list[MessageEntity]) -> Formatted:
    kept_text = text.strip()
    lead = utf16_length(text) - utf16_length(text.lstrip())
    total = utf16_length(kept_text)
    kept = []
    for entity in entities:
        start = max(entity.offset - lead, 0)
        end = min(entity.offset - lead + entity.length, total)
        if start < end:
            kept.append(entity.model_copy(update={"offset": start, "length": end - start}))
    return Formatted(kept_text, tuple(kept))
