"""Entities of HTML tags, and their allowed nesting."""

import re
from dataclasses import dataclass

from aiogram.types import MessageEntity

from demo.simulator.errors import ApiError, bad_request

ENTITY_OF_TAG = {
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
_DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class OpenTag:
    """An open tag; `offset` is UTF-16 units in the text, `byte_offset` is bytes in the source."""

    name: str
    attributes: dict[str, str]
    offset: int
    byte_offset: int


def make_entity(tag: OpenTag, length: int, text: str) -> MessageEntity:
    """Turns a closed tag into its entity.

    Raises:
        ApiError: an attribute is missing or wrong.
    """
    kind = ENTITY_OF_TAG[tag.name]
    entity = MessageEntity(type=kind, offset=tag.offset, length=length)
    if kind == "text_link":
        entity.url = tag.attributes.get("href") or entity.extract_from(text)
    elif kind == "code":
        entity.language = tag.attributes.get("class", "").removeprefix("language-") or None
    elif kind == "custom_emoji":
        entity.custom_emoji_id = tag.attributes.get("emoji-id")
        if not (entity.custom_emoji_id or "").isdecimal():
            raise parse_error("Invalid custom emoji identifier specified")
    elif kind == "blockquote" and "expandable" in tag.attributes:
        entity.type = "expandable_blockquote"
    elif kind == "date_time":
        _fill_date_time(entity, tag)
    return entity


def _fill_date_time(entity: MessageEntity, tag: OpenTag) -> None:
    unix, shape = tag.attributes.get("unix", ""), tag.attributes.get("format", "")
    if not unix.isdecimal():
        raise parse_error(
            f'Tag "tg-time" must have a valid "unix" at byte offset {tag.byte_offset}'
        )
    if not _DATE_TIME_FORMAT.fullmatch(shape):
        raise parse_error(f'Invalid date-time format "{shape}" at byte offset {tag.byte_offset}')
    entity.unix_time = int(unix)
    entity.date_time_format = shape or None


def nested_as_telegram_allows(closed: list[MessageEntity]) -> list[MessageEntity]:
    """Sorts outer before inner; removes entities not allowed inside code, pre and quotations."""
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


def parse_error(reason: str) -> ApiError:
    """Returns Telegram's error for invalid markup."""
    return bad_request(f"can't parse entities: {reason}")
