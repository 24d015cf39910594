"""Conditions that several gateways put into their queries."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Integer,
    any_,
    bindparam,
    literal_column,
)

from domain.visit.model import OCCUPYING, BookingStatus

PENDING: ColumnElement[str] = literal_column(f"'{BookingStatus.PENDING}'")
"""Written out, not passed: so PostgreSQL sees that the partial indexes of holds serve."""


def is_any_of(column: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Match a list of 32-bit ids; the statement is the same however long the list is."""
    return column == any_(bindparam(parameter, type_=ARRAY(Integer)))


def is_any_of_many(column: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Match a list of 64-bit ids, likewise."""
    return column == any_(bindparam(parameter, type_=ARRAY(BigInteger)))


def is_one_of(column: Column[Any], *states: str) -> ColumnElement[bool]:
    """Match some states, which are written out, so that PostgreSQL plans with what it knows."""
    literals: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in states]
    return column.in_(literals)


def is_occupying(status: Column[Any]) -> ColumnElement[bool]:
    """Match the states that take time."""
    return is_one_of(status, *OCCUPYING)
