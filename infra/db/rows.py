"""Conversion of rows to domain values. Queries prefix column labels with the table's name."""

from collections.abc import Sequence
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Label as SqlLabel
from sqlalchemy import Row

from domain.catalog.deposit import DepositKind, DepositRule
from domain.catalog.model import Label, Location
from domain.schedule.model import Hours
from infra.db.tables import locations

AnyRow = Row[*tuple[Any, ...]]

LOCATION: Sequence[SqlLabel[Any]] = [
    locations.c[name].label(f"location_{name}")
    for name in (
        "id",
        "name",
        "name_translations",
        "address",
        "timezone",
        "currency",
        "country",
        "subdivision",
    )
]


def location_of(row: AnyRow) -> Location:
    """Read the columns of `LOCATION`."""
    return Location(
        id=row.location_id,
        name=Label(row.location_name, row.location_name_translations),
        address=row.location_address,
        timezone=ZoneInfo(row.location_timezone),
        currency=row.location_currency,
        country=row.location_country,
        subdivision=row.location_subdivision,
    )


def hours_of(row: AnyRow, prefix: str = "") -> Hours | None:
    """Read the four columns of hours."""
    start, end, break_start, break_end = (
        getattr(row, f"{prefix}{name}")
        for name in ("work_start", "work_end", "break_start", "break_end")
    )
    return None if start is None else Hours(start, end, break_start, break_end)


def hours_values(hours: Hours | None, prefix: str = "") -> dict[str, time | None]:
    """Return the values of the four columns."""
    return {
        f"{prefix}work_start": hours.start if hours else None,
        f"{prefix}work_end": hours.end if hours else None,
        f"{prefix}break_start": hours.break_start if hours else None,
        f"{prefix}break_end": hours.break_end if hours else None,
    }


def deposit_of(row: AnyRow, prefix: str = "") -> DepositRule | None:
    """Read the two columns of a deposit rule; `None` if another rule applies."""
    kind = getattr(row, f"{prefix}deposit_kind")
    return (
        None
        if kind is None
        else DepositRule(DepositKind(kind), getattr(row, f"{prefix}deposit_value"))
    )


def deposit_values(rule: DepositRule | None, prefix: str = "") -> dict[str, str | int | None]:
    """Return the values of the two columns."""
    return {
        f"{prefix}deposit_kind": rule.kind if rule else None,
        f"{prefix}deposit_value": rule.value if rule else 0,
    }


def zone_of(name: str | None) -> ZoneInfo | None:
    """Read an optional timezone."""
    return None if name is None else ZoneInfo(name)
