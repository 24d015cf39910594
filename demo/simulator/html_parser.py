"""Telegram's HTML, read as strictly as Telegram reads it.

Rules and wording follow the Bot API's formatting options; offsets in errors are bytes of UTF-8,
offsets of entities are UTF-16 code units.
"""

import re
from dataclasses import dataclass, field

from aiogram.types import MessageEntity

from demo.simulator.errors import ApiError, bad_request

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot))(?:;|)")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']+""")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    byte_offset: int


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def decode_references(text: str) -> str:
    """Replaces what Telegram knows as character references; everything else stays as it is."""
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
    open_tags: list[_OpenTag] = field(default_factory=list)
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
            raise _error(
                f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"'
            )
        return "".join(self.parts), _nested_as_telegram_allows(self.entities)

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
        if name not in _ENTITY_OF_TAG:
            raise _error(f'Unsupported start tag "{name}" at byte offset {self._bytes(start)}')
        attributes = self._attributes(name, start)
        tag = _OpenTag(name, attributes, self.offset, self._bytes(start))
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _error(
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
                raise _error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
            if self.source[self.position] == ">":
                self.position += 1
                return attributes
            name, value = self._attribute(tag, tag_start)
            attributes[name] = value

    def _attribute(self, tag: str, tag_start: int) -> tuple[str, str]:
        start = self.position
        match = _ATTRIBUTE_NAME.match(self.source, start)
        if match is None:
            raise _error(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(start)}'
            )
        name = match.group().lower()
        self.position = match.end()
        self._skip_spaces()
        if not self.source.startswith("=", self.position):
            if (tag, name) == ("blockquote", "expandable"):
                return name, ""
            raise _error(
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
                raise _error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
            value = decode_references(self.source[self.position + 1 : end])
            self.position = end + 1
            return value
        match = _BARE_VALUE.match(self.source, self.position)
        self.position = match.end() if match else self.position
        if self.position >= len(self.source):
            raise _error(f"Unclosed start tag at byte offset {self._bytes(tag_start)}")
        if not (self.source[self.position].isspace() or self.source[self.position] == ">"):
            raise _error(
                f"Unexpected end of name token at byte offset {self._bytes(self.position)}"
            )
        return match.group().lower() if match else ""

    def _close_tag(self) -> None:
        start = self.position
        if not self.open_tags:
            raise _error(f"Unexpected end tag at byte offset {self._bytes(start)}")
        name = self._name(after="</")
        self._skip_spaces()
        if not self.source.startswith(">", self.position):
            raise _error(f"Unclosed end tag at byte offset {self._bytes(start)}")
        self.position += 1
        tag = self.open_tags.pop()
        if name not in {"", tag.name}:
            raise _error(
                f"Unmatched end tag at byte offset {self._bytes(start)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self.entities.append(_entity(tag, self.offset - tag.offset, "".join(self.parts)))

    def _skip_spaces(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def _entity(tag: _OpenTag, length: int, text: str) -> MessageEntity:
    kind = _ENTITY_OF_TAG[tag.name]
    entity = MessageEntity(type=kind, offset=tag.offset, length=length)
    if kind == "text_link":
        entity.url = tag.attributes.get("href") or entity.extract_from(text)
    elif kind == "code":
        entity.language = tag.attributes.get("class", "").removeprefix("language-") or None
    elif kind == "custom_emoji":
        entity.custom_emoji_id = tag.attributes.get("emoji-id")
        if not (entity.custom_emoji_id or "").isdecimal():
            raise _error("Invalid custom emoji identifier specified")
    elif kind == "blockquote" and "expandable" in tag.attributes:
        entity.type = "expandable_blockquote"
    elif kind == "date_time":
        _fill_date_time(entity, tag)
    return entity


def _fill_date_time(entity: MessageEntity, tag: _OpenTag) -> None:
    unix, shape = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
    if not unix.isdecimal():
        raise _error(f'Tag "tg-time" must have a valid "unix" at byte offset {tag.byte_offset}')
    if not _DATE_TIME_FORMAT.fullmatch(shape):
        raise _error(f'Invalid date-time format "{shape}" at byte offset {tag.byte_offset}')
    entity.unix_time = int(unix)
    entity.date_time_format = shape or None


def _nested_as_telegram_allows(closed: list[MessageEntity]) -> list[MessageEntity]:
    """Sorts outer before inner; takes out what may not be inside code, pre and quotations."""
    kept: list[MessageEntity] = []
    order = sorted(enumerate(closed), key=lambda pair: (pair[1].offset, -pair[1].length, -pair[0]))
    for _, entity in order:
        around = [outer for outer in kept if outer.offset + outer.length > entity.offset]
        if around and around[-1].type == "pre":
            _keep_language(around[-1], entity)
        elif not any(_excludes(outer, entity) for outer in around):
            kept.append(entity)
    for entity in kept:
        if entity.type == "code":
            entity.language = None  # only a block of code has a language
    return kept


def _excludes(outer: MessageEntity, inner: MessageEntity) -> bool:
    quotes = outer.type.endswith("quote") and inner.type.endswith("quote")
    return outer.type == "code" or quotes


def _keep_language(pre: MessageEntity, code: MessageEntity) -> None:
    if (pre.offset, pre.length) == (code.offset, code.length) and code.type == "code":
        pre.language = code.language


def _error(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
