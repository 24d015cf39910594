"""A parser of Telegram's HTML, as strict as Telegram's own.

Rules and wording follow the Bot API's formatting options; offsets in errors are bytes of UTF-8,
offsets of entities are UTF-16 code units.
"""

import re
from dataclasses import dataclass, field

from aiogram.types import MessageEntity

from demo.simulator.text.html_entities import (
    ENTITY_OF_TAG,
    OpenTag,
    make_entity,
    nested_as_telegram_allows,
    parse_error,
)

_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot))(?:;|)")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']+""")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def utf16_length(text: str) -> int:
    """Returns the length in UTF-16 units, as Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


def decode_references(text: str) -> str:
    """Replaces character references known to Telegram; everything else stays unchanged."""
    return _CHARACTER_REFERENCE.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED_CHARACTERS[name]
    code_point = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code_point in _SURROGATES or not 0 < code_point <= _LAST_CODE_POINT:
        return match.group()
    return chr(code_point)


def parse_html(source: str) -> tuple[str, list[MessageEntity]]:
    """Returns the plain text and its entities, outer before inner.

    Raises:
        ApiError: 400 "can't parse entities: ...".
    """
    return _Parser(source).parse()


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    open_tags: list[OpenTag] = field(default_factory=list)
    entities: list[MessageEntity] = field(default_factory=list)

    def parse(self) -> tuple[str, list[MessageEntity]]:
        while self.position < len(self.source):
            if self.source.startswith("</", self.position):
                self._close_tag()
            elif self.source[self.position] == "<":
                self._open_tag()
            else:
                self._text()
        if self.open_tags:
            raise parse_error(
                f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"'
            )
        return "".join(self.parts), nested_as_telegram_allows(self.entities)

    def _text(self) -> None:
        end = self.source.find("<", self.position)
        end = len(self.source) if end < 0 else end
        text = decode_references(self.source[self.position : end])
        self.parts.append(text)
        self.offset += utf16_length(text)
        self.position = end

    def _open_tag(self) -> None:
        start = self.position
        name = self._name(after="<")
        if name not in ENTITY_OF_TAG:
            raise parse_error(f'Unsupported start tag "{name}" at byte offset {self._bytes(start)}')
        attributes = self._attributes(name, start)
        tag = OpenTag(name, attributes, self.offset, self._bytes(start))
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise parse_error(
                f'Tag "span" must have class "tg-spoiler" at byte offset {tag.byte_offset}'
            )
        self.open_tags.append(tag)

    def _name(self, *, after: str) -> str:
        match = _TAG_NAME.match(self.source, self.position + len(after))
        name = match.group() if match else ""
        self.position += len(after) + len(name)
        return name.lower()

    def _attributes(self, tag: str, tag_start: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self.position >= len(self.source):
                raise parse_error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
            if self.source[self.position] == ">":
                self.position += 1
                return attributes
            name, value = self._attribute(tag, tag_start)
            attributes[name] = value

    def _attribute(self, tag: str, tag_start: int) -> tuple[str, str]:
        start = self.position
        match = _ATTRIBUTE_NAME.match(self.source, start)
        if match is None:
            raise parse_error(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(start)}'
            )
        name = match.group().lower()
        self.position = match.end()
        self._skip_spaces()
        if not self.source.startswith("=", self.position):
            if (tag, name) == ("blockquote", "expandable"):
                return name, ""
            raise parse_error(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {self._bytes(start)}'
            )
        self.position += 1
        self._skip_spaces()
        return name, self._value(tag_start)

    def _value(self, tag_start: int) -> str:
        quote = self.source[self.position : self.position + 1]
        if quote in {'"', "'"}:
            end = self.source.find(quote, self.position + 1)
            if end < 0:
                raise parse_error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
            value = decode_references(self.source[self.position + 1 : end])
            self.position = end + 1
            return value
        match = _BARE_VALUE.match(self.source, self.position)
        self.position = match.end() if match else self.position
        if self.position >= len(self.source):
            raise parse_error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
        if not (self.source[self.position].isspace() or self.source[self.position] == ">"):
            raise parse_error(
                f"Unexpected end of name token at byte offset {self._bytes(self.position)}"
            )
        return match.group().lower() if match else ""

    def _close_tag(self) -> None:
        start = self.position
        if not self.open_tags:
            raise parse_error(f"Unexpected end tag at byte offset {self._bytes(start)}")
        name = self._name(after="</")
        self._skip_spaces()
        if not self.source.startswith(">", self.position):
            raise parse_error(f"Unclosed end tag at byte offset {self._bytes(start)}")
        self.position += 1
        tag = self.open_tags.pop()
        if name not in {"", tag.name}:
            raise parse_error(
                f"Unmatched end tag at byte offset {self._bytes(start)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self.entities.append(make_entity(tag, self.offset - tag.offset, "".join(self.parts)))

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())
