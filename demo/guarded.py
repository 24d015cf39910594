"""A server in a folder of its own, with a guardian that ends both with the program."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

from demo.timeouts import scaled

START_TIMEOUT_S = scaled(120)
POLL_S = 0.02

# Waits for the end of its input, which comes when the program closes it or dies.
GUARDIAN_SCRIPT = """
signal=$1 folder=$2; shift 2
"$@" </dev/null &
cat >/dev/null
kill -"$signal" $! 2>/dev/null
wait $!
rm -rf -- "$folder"
"""


class ServerStartError(RuntimeError):
    """An embedded server did not come up; the message is the end of its log."""


class RunAs(TypedDict, total=False):
    """Whose process it is, as `subprocess` takes it; empty for whoever started the program."""

    user: int
    group: int
    extra_groups: list[int]


@contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """Make a folder that nobody else can enter."""
    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the guardian did it, unless the start failed


@contextmanager
def guarded(
    command: Sequence[str],
    folder: Path,
    signal: str,
    is_ready: Callable[[], bool],
    owner: RunAs,
) -> Iterator[None]:
    """Run a server until the end of the block, or of the program; the folder goes with it.

    Raises:
        ServerStartError: it was not ready within `START_TIMEOUT_S`.
    """
    log = folder / "server.log"
    with log.open("wb") as output:
        guardian = subprocess.Popen(  # noqa: S603 - our own script, no input from outside
            ["/bin/sh", "-c", GUARDIAN_SCRIPT, "guardian", signal, str(folder), *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the program alone, which then ends in order
            **owner,
        )
    try:
        _wait_until(is_ready, log)
        yield
    finally:
        guardian.communicate()


def _wait_until(is_ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not is_ready():
        if time.monotonic() > deadline:
            raise ServerStartError(log.read_text(errors="replace")[-2000:])
        time.sleep(POLL_S)


def run_as() -> RunAs:
    """PostgreSQL refuses to run as root, so root runs servers as `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give_away(folder: Path) -> None:
    """Let whoever `run_as` names own a folder."""
    if nobody := run_as():
        os.chown(folder, nobody["user"], nobody["group"], follow_symlinks=False)
