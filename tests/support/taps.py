"""Every kind of tap there is, and the extreme values that its fields can have."""

import importlib
import pkgutil
from collections.abc import Mapping
from itertools import product
from typing import Any
from zoneinfo import available_timezones

from aiogram.filters.callback_data import CallbackData

from bot import callbacks
from bot.callbacks.booking import DayReason
from bot.callbacks.bookings import FilterPart
from domain.clients.model import LANGUAGES
from domain.reporting.due import DigestKind
from domain.shared.identity import Role
from domain.visit.delays import Delay
from domain.visit.model import BookingStatus
from domain.visit.outcomes import Mark
from domain.visit.reasons import CancelReason, StaffReason
from domain.visit_queries.booking_filter import NamedDays

MAX_BYTES = 64

TAPS: tuple[type[CallbackData], ...] = tuple(
    kind
    for found in pkgutil.iter_modules(callbacks.__path__, f"{callbacks.__name__}.")
    for kind in vars(importlib.import_module(found.name)).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
)

EXTREME_WORDS: Mapping[str, tuple[str | int, ...]] = {
    "language": LANGUAGES,
    "name": ("", max(available_timezones(), key=len)),
    "reason": tuple(DayReason),
    "cause": tuple(CancelReason),
    "staff_cause": tuple(StaffReason),
    "mark": tuple(Mark),
    "role": tuple(Role),
    "part": tuple(FilterPart),
    "status": tuple(BookingStatus),
    "days": tuple(NamedDays),
    "delay": tuple(Delay),
    "kind": tuple(DigestKind),
}


def extreme_taps(kind: type[CallbackData]) -> list[CallbackData]:
    """Return the taps of a kind whose every field has one of the extremes that it allows."""
    fields: Mapping[str, Mapping[str, Any]] = kind.model_json_schema()["properties"]
    extremes = product(*(_extremes(name, facts) for name, facts in fields.items()))
    return [kind(**dict(zip(fields, values, strict=True))) for values in extremes]


def _extremes(name: str, facts: Mapping[str, Any]) -> tuple[Any, ...]:
    if "anyOf" in facts:
        value, _nothing = facts["anyOf"]
        return None, *_extremes(name, value)
    if facts.get("type") == "boolean":
        return False, True
    if facts.get("type") != "integer":
        return EXTREME_WORDS[name]
    lowest = facts.get("minimum", facts.get("exclusiveMinimum", -(2**63) - 1) + 1)
    return lowest, facts.get("exclusiveMaximum", 2**63) - 1
