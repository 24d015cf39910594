import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog

from app.logging import set_up_logging
from app.settings.settings import (
    LogFormat,
)


class Log:
    """What the program logged, as a machine reads it: one JSON object a line."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        """All of it."""
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return it line by line."""
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        """Return the lines of one event."""
        return [line for line in self.lines if line["event"] == event]


@contextmanager
def captured_log(
    monkeypatch: pytest.MonkeyPatch, log_format: LogFormat = LogFormat.JSON
) -> Iterator[Log]:
    """Log as the program does, into memory; afterwards all is as it was."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        set_up_logging(log_format)
    structlog.configure(cache_logger_on_first_use=False)  # a kept logger would outlive the test
    try:
        yield Log(stream)
    finally:
        structlog.contextvars.clear_contextvars()
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()
