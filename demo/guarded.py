"""A server in its own folder, with a guardian that removes both when the program ends."""

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

# Waits for the end of its input: the program closes it or dies.
GUARDIAN_SCRIPT = """
signal=$1 folder=$2; shift 2
"$@" </dev/null &
cat >/dev/null
kill -"$signal" $! 2>/dev/null
wait $!
rm -rf -- "$folder"
"""


class ServerStartError(RuntimeError):
    """An embedded server did not start; the message is the end of its log."""


class RunAs(TypedDict, total=False):
    """The user of a process as arguments of `subprocess`; empty for the current user."""

    user: int
    group: int
    extra_groups: list[int]


@contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """Create a private temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(
            folder, ignore_errors=True
        )  # the guardian removed it, unless the start failed


@contextmanager
def guarded(
    command: Sequence[str],
    folder: Path,
    signal: str,
    is_ready: Callable[[], bool],
    owner: RunAs,
) -> Iterator[None]:
    """Run a server until the end of the block or of the program, then remove the folder.

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
            start_new_session=True,  # Ctrl-C reaches only the program, which then ends in order
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
    """Return the user `nobody` for root, because PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def give_away(folder: Path) -> None:
    """Make the user of `run_as` the owner of a folder."""
    if nobody := run_as():
        os.chown(folder, nobody["user"], nobody["group"], follow_symlinks=False)
