"""Conditions shared by several gateways."""

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
"""A literal, not a parameter, so that PostgreSQL can use the partial indexes of holds."""


def is_any_of(column: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Match a list of 32-bit ids; the statement does not depend on the list's length."""
    return column == any_(bindparam(parameter, type_=ARRAY(Integer)))


def is_any_of_many(column: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Match a list of 64-bit ids in the same way."""
    return column == any_(bindparam(parameter, type_=ARRAY(BigInteger)))


def is_one_of(column: Column[Any], *states: str) -> ColumnElement[bool]:
    """Match any of the states, as literals, so that PostgreSQL plans with its statistics."""
    literals: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in states]
    return column.in_(literals)


def is_occupying(status: Column[Any]) -> ColumnElement[bool]:
    """Match the states that occupy time."""
    return is_one_of(status, *OCCUPYING)
