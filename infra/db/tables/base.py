"""Helpers for table definitions."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Integer,
    MetaData,
    Text,
    Time,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from domain.catalog.deposit import DepositKind

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

HALF_DAY_MINUTES = 12 * 60
"""Maximum of a service, a gap and a buffer: a service with its gap blocks at most a day."""

YEAR_DAYS = 366
YEAR_MINUTES = YEAR_DAYS * 24 * 60


def small_id() -> Column[Any]:
    """Return a 32-bit key, for tables with few rows."""
    return Column("id", Integer, Identity(always=True), primary_key=True)


def big_id() -> Column[Any]:
    """Return a 64-bit key, for tables that keep growing."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def words(name: str) -> tuple[Column[Any], Column[Any]]:
    """Return the two columns of a `Label`."""
    return (
        Column(name, Text, nullable=False),
        Column(f"{name}_translations", JSONB, nullable=False, server_default=text("'{}'")),
    )


def plain_text(name: str) -> Column[Any]:
    """Return a column for text that may be empty."""
    return Column(name, Text, nullable=False, server_default="")


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for a moment in time."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def flag(name: str, *, default: bool = False) -> Column[Any]:
    """Return a boolean column."""
    return Column(name, Boolean, nullable=False, server_default=text(str(default).lower()))


def position() -> Column[Any]:
    """Return the column that orders a list."""
    return Column("position", Integer, nullable=False, server_default=text("0"))


def number(
    name: str, lowest: int, highest: int, *, default: int | None = None, optional: bool = False
) -> tuple[Column[Any], CheckConstraint]:
    """Return a column for a number in a range."""
    return (
        Column(
            name,
            Integer,
            nullable=optional,
            server_default=None if default is None else text(str(default)),
        ),
        CheckConstraint(f"{name} BETWEEN {lowest} AND {highest}", f"{name}_in_range"),
    )


def price_minor(*, optional: bool = False) -> tuple[Column[Any], CheckConstraint]:
    """Return the column of a price in minor units."""
    return (
        Column("price_minor", BigInteger, nullable=optional),
        CheckConstraint("price_minor >= 0", "price_is_not_negative"),
    )


def one_of(
    name: str, members: Iterable[StrEnum], *, default: StrEnum | None = None, optional: bool = False
) -> tuple[Column[Any], CheckConstraint]:
    """Return a column that holds a member of an enumeration."""
    return (
        Column(name, Text, nullable=optional, server_default=default),
        CheckConstraint(f"{name} IN ({quoted(members)})", f"{name}_is_known"),
    )


def deposit_rule(
    prefix: str, *, optional: bool = False
) -> tuple[Column[Any] | CheckConstraint, ...]:
    """Return the columns of a `DepositRule`: its kind, and minor units or a percentage."""
    kind, value = f"{prefix}deposit_kind", f"{prefix}deposit_value"
    default = None if optional else DepositKind.NONE
    return (
        *one_of(kind, DepositKind, default=default, optional=optional),
        Column(value, BigInteger, nullable=False, server_default=text("0")),
        CheckConstraint(
            f"{value} >= 0 AND ({kind} IS DISTINCT FROM 'percent' OR {value} <= 100)",
            f"{value}_in_range",
        ),
    )


def quoted(members: Iterable[StrEnum]) -> str:
    """Return the members as a list of SQL literals."""
    return ", ".join(f"'{member}'" for member in members)


def hours(prefix: str = "") -> tuple[Column[Any] | CheckConstraint, ...]:
    """Return the columns of `Hours | None`: each start needs an end, a break needs work."""
    names = [f"{prefix}{name}" for name in ("work_start", "work_end", "break_start", "break_end")]
    work_start, work_end, break_start, break_end = names
    rule = (
        f"({work_start} IS NULL) = ({work_end} IS NULL)"
        f" AND ({break_start} IS NULL) = ({break_end} IS NULL)"
        f" AND ({break_start} IS NULL OR {work_start} IS NOT NULL)"
    )
    return (
        *(Column(name, Time) for name in names),
        CheckConstraint(rule, f"{prefix}hours_are_whole"),
    )
