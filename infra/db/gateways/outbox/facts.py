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

_KEYS: Mapping[str, str] = {
    "invoice_ref": "invoice_message_id",
    "charge_ref": "telegram_charge_id",
    "payer_ref": "payer_telegram_id",
}
"""Keys that differ from the names of the fields."""

_FIELDS = {key: name for name, key in _KEYS.items()}

log = structlog.get_logger(__name__)


def facts_of(kind: MessageKind, values: Mapping[str, Any]) -> Facts:
    """Read the facts of a kind.

    Facts that cannot be read are none, so that one message does not hold up those beside it: it
    fails by itself, when it is composed.
    """
    if kind not in _READERS:
        return NO_FACTS
    try:
        return _READERS[kind].validate_python(
            {_FIELDS.get(key, key): value for key, value in values.items()}
        )
    except ValidationError as error:
        log.exception("facts_unreadable", kind=kind, fields=[one["loc"] for one in error.errors()])
        return NO_FACTS


def facts_values(facts: Facts) -> dict[str, str | int]:
    """Return what is stored; moments are in UTC."""
    return {
        _KEYS.get(one.name, one.name): _written(value)
        for one in fields(facts)
        if (value := getattr(facts, one.name)) != one.default
    }


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
