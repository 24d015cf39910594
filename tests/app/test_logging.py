import logging
from collections.abc import Iterator

import pytest
import structlog
from pydantic import BaseModel

from app.settings.settings import (
    LogFormat,
)
from tests.support.captured_log import Log, captured_log

SECRET = "hushhush"

logger: structlog.stdlib.BoundLogger = structlog.get_logger("bookline.test")
library = logging.getLogger("some.library")


class Sized(BaseModel):
    size: int


@pytest.fixture
def json_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    with captured_log(monkeypatch) as log:
        yield log


@pytest.fixture(params=LogFormat)
def any_log(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Log]:
    with captured_log(monkeypatch, request.param) as log:
        yield log


def _fail(secret: str) -> None:
    whatever = secret * 2
    raise LookupError(len(whatever))


def test_a_line_is_one_object_with_its_event_and_what_is_bound(json_log: Log) -> None:
    structlog.contextvars.bind_contextvars(correlation_id="abc")
    logger.info("visit_made", booking_id=7, text="two\nlines")
    (line,) = json_log.lines
    assert (line["event"], line["correlation_id"], line["booking_id"]) == ("visit_made", "abc", 7)
    assert (line["level"], line["logger"]) == ("info", "bookline.test")
    assert line["timestamp"].endswith("Z")


def test_lines_of_libraries_have_the_same_shape(json_log: Log) -> None:
    library.warning("lost %d of %d", 1, 2)
    library.debug("nobody wants to know")
    (line,) = json_log.lines
    assert (line["event"], line["logger"]) == ("lost 1 of 2", "some.library")


def test_tracebacks_show_no_local_variables(any_log: Log) -> None:
    try:
        _fail(SECRET)
    except LookupError:
        logger.exception("update_failed")
        library.exception("that too")
    assert any_log.text.count("LookupError") >= 2
    assert "_fail" in any_log.text
    assert SECRET not in any_log.text


def test_what_libraries_quote_in_their_errors_is_left_out(any_log: Log) -> None:
    try:
        _misread()
    except LookupError as error:
        logger.exception("as the present error")
        library.exception("from a library")
        logger.info("as a value", exc_info=error)
    assert any_log.text.count("ValidationError") >= 3
    assert any_log.text.count("unreadable") >= 3
    assert "_misread" in any_log.text
    assert SECRET not in any_log.text


def _misread() -> None:
    try:
        Sized.model_validate({"size": SECRET})
    except ValueError as error:
        raise LookupError("unreadable") from error


def test_a_line_without_an_error_has_no_traceback(json_log: Log) -> None:
    logger.error("update_failed", exc_info=None)
    (line,) = json_log.lines
    assert "exception" not in line
