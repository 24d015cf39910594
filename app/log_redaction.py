"""Removes values that libraries quote in their errors from the log: they may be personal."""

import sys
from collections.abc import MutableMapping
from typing import Any

QUOTING = frozenset({"asyncpg", "pydantic", "pydantic_core", "sqlalchemy"})
FACTS = ("sqlstate", "constraint_name", "table_name", "column_name")


def without_quoted_values(
    _logger: object, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace the logged error by its redacted form; a structlog processor."""
    error = _error_of(line.get("exc_info"))
    if error is not None:
        line["exc_info"] = redacted(error)
    return line


def redacted(error: BaseException) -> BaseException:
    """Return the error without messages of quoting libraries, including all of its causes.

    The error's name, its traceback and PostgreSQL's code remain.
    """
    if type(error).__module__.partition(".")[0] in QUOTING:
        return _unquoted(error)
    if error.__cause__ is not None:
        error.__cause__ = redacted(error.__cause__)
    if error.__context__ is not None:
        error.__context__ = redacted(error.__context__)
    return error


def _unquoted(error: BaseException) -> BaseException:
    source = getattr(error, "driver_exception", error)
    facts = (f"{name}={getattr(source, name)}" for name in FACTS if getattr(source, name, None))
    unquoted: BaseException = type(type(error).__name__, (Exception,), {})(", ".join(facts))
    return unquoted.with_traceback(error.__traceback__)


def _error_of(exc_info: object) -> BaseException | None:
    match exc_info:
        case BaseException() as error:
            return error
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
        case _:
            return None
