"""The pinned packages install with every pip that a supported Python brings, into any of them.

Asks the package index, so `make test-install` runs it and `make test` does not.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import which

import pytest

from tests.support.processes import ROOT

pytestmark = [pytest.mark.index, pytest.mark.timeout(900)]

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
BUNDLED = {"pip", "setuptools", "uv"}
SETS = ("runtime", "demo", "dev")
PIPS = {"3.11": ("22.3", "23.2", "newest"), "3.12": ("23.2", "newest")}
"""Python 3.11.0 brought pip 22.3; older ones than 23.2 do not run on Python 3.12."""

NEWER_PIPS = ("24.2", "newest")
NETWORK = ("PIP_", "SSL_CERT_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
"""How this machine reaches an index."""

PACKAGES = ROOT / "requirements" / "packages.py"


@cache
def python(version: str) -> str | None:
    """Return a Python of this version that runs; a shim may be there that does not."""
    installed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3"))
    for found in filter(None, [which(f"python{version}"), *map(str, installed)]):
        if subprocess.run([found, "-c", "import ensurepip, venv"], check=False).returncode == 0:  # noqa: S603
            return found
    return None


CASES = [
    (version, pip)
    for version in PYTHONS
    if python(version) is not None
    for pip in PIPS.get(version, NEWER_PIPS)
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A home and a cache that are empty in the beginning."""
    home = tmp_path_factory.mktemp("home")
    network = {name: value for name, value in os.environ.items() if name.startswith(NETWORK)}
    return {**network, "HOME": str(home), "PATH": os.environ["PATH"]}


def run(*command: str, environment: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - commands of this file
        command, env=environment, cwd=ROOT, check=False, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pins(name: str) -> set[str]:
    """Return the packages of a set that every machine gets, as `name==version`."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    return {line.removesuffix(" \\") for line in lines if "==" in line and ";" not in line}


def all_pins(name: str) -> set[str]:
    """Return all packages of a set, those for some machines included."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    return {line.partition(" ")[0] for line in lines if "==" in line}


def test_a_python_of_this_project_is_here() -> None:
    assert CASES


@pytest.mark.parametrize(("version", "pip"), CASES)
def test_every_set_installs(
    version: str, pip: str, environment: Mapping[str, str], tmp_path: Path
) -> None:
    found = python(version)
    assert found is not None
    run(found, "-m", "venv", str(tmp_path / "venv"), environment=environment)
    inside = str(tmp_path / "venv" / "bin" / "python")
    wanted = "pip" if pip == "newest" else f"pip=={pip}"
    run(inside, "-m", "pip", "install", "--upgrade", wanted, environment=environment)

    for name in (*SETS, "demo"):
        run(inside, str(PACKAGES), "install", name, environment=environment)
        uv = str(tmp_path / "venv" / "bin" / "uv")
        frozen = run(uv, "pip", "freeze", "--python", inside, environment=environment)
        installed = set(frozen.splitlines())
        assert pins(name) <= installed
        assert {pin.partition("==")[0] for pin in installed - all_pins(name)} <= BUNDLED
        run(uv, "pip", "check", "--python", inside, environment=environment)


def test_no_python_needs_a_compiler(environment: Mapping[str, str]) -> None:
    run(sys.executable, str(PACKAGES), "check", environment=environment)
