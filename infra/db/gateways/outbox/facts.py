"""Facts of messages as JSON: a key for each field, but for those at their defaults."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from domain.notifications.kinds import KINDS
from domain.outbox.message import NO_FACTS, Facts, MessageKind

_READERS: Mapping[MessageKind, TypeAdapter[Facts]] = {
    kind.name: TypeAdapter(kind.facts) for kind in KINDS.values()
}

log = structlog.get_logger(__name__)


def facts_of(kind: MessageKind, values: Mapping[str, Any]) -> Facts:
    """Read the facts of a kind.

    Facts that cannot be read are none, so that one message does not hold up those beside it: it
    fails by itself, when it is composed.
    """
    if kind not in _READERS:
        return NO_FACTS
    try:
        return _READERS[kind].validate_python(values)
    except ValidationError as error:
        log.exception("facts_unreadable", kind=kind, fields=[one["loc"] for one in error.errors()])
        return NO_FACTS


def facts_values(facts: Facts) -> dict[str, str | int]:
    """Return what is stored; moments are in UTC."""
    values = ((one, getattr(facts, one.name)) for one in fields(facts))
    return {one.name: _written(value) for one, value in values if value != one.default}


def _written(value: object) -> str | int:
    match value:
        case bool():
            return int(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case str() | int():
            return value
        case _:
            raise TypeError(f"facts hold no {type(value).__name__}")
