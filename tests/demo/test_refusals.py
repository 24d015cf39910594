"""A demo that cannot start says why, in words."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

import demo.__main__
import demo.tour.__main__
from demo.guarded import ServerStartError


def refusal(coroutine: Coroutine[object, object, None]) -> None:
    """Stand in the place of `asyncio.run`, on a machine where no server starts."""
    coroutine.close()
    raise ServerStartError("no space left on device")


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "²"])
def test_a_port_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, port: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEMO_PORT", port)

    with pytest.raises(SystemExit, match="DEMO_PORT must be a number from 1 to 65535"):
        demo.__main__.main()


@pytest.mark.parametrize("main", [demo.__main__.main, demo.tour.__main__.main])
def test_a_server_that_does_not_start_is_told_with_its_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, main: Callable[[], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEMO_PORT", raising=False)
    monkeypatch.setattr(asyncio, "run", refusal)

    with pytest.raises(SystemExit, match="no space left on device"):
        main()
