"""Reads updates that are newer or older than the library which describes them."""

from collections.abc import Mapping
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, Update
from pydantic import BaseModel, ValidationError

from bot.transport.updates.raw_update import MONEY, RawUpdate, mapping

log = structlog.get_logger(__name__)

Path = tuple[str | int, ...]

MOST_REPAIRS = 20
"""Each repair leaves out one part; an update with more unreadable parts is skipped."""

KINDS = Update.model_fields.keys() - {"update_id"}

INDISPENSABLE = {"sender_chat", *MONEY}
"""Without these a message would mean something else, so they are never left out."""


def _rights(model: type[BaseModel]) -> tuple[str, ...]:
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if field.is_required() and field.annotation is bool)


RIGHTS = {
    "administrator": _rights(ChatMemberAdministrator),
    "restricted": _rights(ChatMemberRestricted),
}


def parse_update(raw: RawUpdate, bot: Bot) -> Update | None:
    """Return the update, without optional parts that cannot be read, or nothing.

    Telegram adds fields and kinds all the time, and servers may be older than the library: a
    forward of a hidden account, a story that is gone or a new right must not stop anybody.
    """
    if raw.kind not in KINDS:
        log.warning("update_skipped", update_id=raw.update_id, kind=raw.kind)
        return None
    body = _with_all_rights(raw)
    problem = ""
    for _ in range(MOST_REPAIRS):
        try:
            return Update.model_validate(body, context={"bot": bot})
        except ValidationError as error:
            path = _unreadable_part(body, error)
        problem = ".".join(str(part) for part in path)
        if len(path) < 2 or path[-1] in INDISPENSABLE:  # noqa: PLR2004 - the content itself
            break
        body = _without(body, path)
    log.warning("update_skipped", update_id=raw.update_id, kind=raw.kind, unreadable=problem)
    return None


def _with_all_rights(raw: RawUpdate) -> Mapping[str, Any]:
    """Return the body, with rights of a member that the server does not know as not granted."""
    if not raw.kind.endswith("chat_member"):
        return raw.body
    content = dict(raw.content)
    for name in ("old_chat_member", "new_chat_member"):
        member = mapping(content.get(name))
        rights = RIGHTS.get(str(member.get("status")), ())
        if member:
            content[name] = {**dict.fromkeys(rights, False), **member}
    return {**raw.body, raw.kind: content}


def _unreadable_part(body: Mapping[str, Any], error: ValidationError) -> Path:
    """Return where the deepest unreadable part is; names of types in the error's path are no keys.

    For a missing field this is the object that lacks it.
    """
    paths = [_path_in(body, problem["loc"]) for problem in error.errors(include_url=False)]
    return max(paths, key=len)


def _path_in(body: Mapping[str, Any], location: tuple[str | int, ...]) -> Path:
    path: list[str | int] = []
    here: Any = body
    for part in location:
        is_key = isinstance(here, Mapping) and part in here
        is_index = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if is_key or is_index:
            here = here[part]
            path.append(part)
    return tuple(path)


def _without(value: Any, path: Path) -> Any:
    """Return a copy without the part at the path; a list loses the element."""
    first, *rest = path
    if isinstance(value, list):
        if rest:
            changed = list(value)
            changed[int(first)] = _without(value[int(first)], tuple(rest))
            return changed
        return [item for index, item in enumerate(value) if index != first]
    if rest:
        return {**value, first: _without(value[first], tuple(rest))}
    return {key: item for key, item in value.items() if key != first}
