"""Install a set of pinned packages into the environment of the Python that runs this; pin them.

    .venv/bin/python requirements/packages.py install runtime|demo|dev|peer
    .venv/bin/python requirements/packages.py lock
    .venv/bin/python requirements/packages.py check

The pip that came with this Python installs a pinned uv, one wheel that needs nothing; uv installs
the rest. No resolver of an old pip is asked, so that a new release of a package changes nothing.
uv is given what pip is configured with: index, certificates, proxy.
"""

import ast
import os
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from itertools import product
from pathlib import Path

REQUIREMENTS = Path(__file__).parent
ENVIRONMENT = Path(sys.prefix)
UV = Path(sys.executable).with_name("uv")

SETS = {"runtime": ("runtime",), "demo": ("runtime", "demo"), "dev": ("runtime", "demo", "dev")}
"""What `.venv` can hold: with a set, those before it."""

PEER = "peer"
"""The packages of the benchmarks' peer, in an environment of its own."""

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "runtime": ("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64-apple-darwin"),
    "demo": ("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64-apple-darwin"),
    "dev": ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin"),  # slipcover: ARM from 3.12 on
}

OLDEST_MACOS = "14.0"
"""The oldest that gets security updates, and that slipcover has a wheel for."""

LOCK = ("--quiet", "--upgrade", "--universal", "--generate-hashes", "--no-emit-index-url")
LOCK_STYLE = ("--no-header", "--no-annotate")

UV_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""What uv calls a setting of pip's."""


def pip(*arguments: str) -> list[str]:
    """Return a call of this environment's pip."""
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]


def install_uv() -> None:
    """Let pip install uv, whichever pip it is: one wheel, by its hash."""
    print("Installing uv, which installs the rest ...", flush=True)
    options = ("--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:")
    subprocess.run(pip("install", *options, "-r", str(REQUIREMENTS / "uv.txt")), check=True)


def install(name: str) -> None:
    """Make the environment hold exactly one set, and note for make what it now holds."""
    if not UV.exists():
        install_uv()
    requirements = REQUIREMENTS / f"{name}.txt"
    print(f"Installing the packages of {requirements.name} ...", flush=True)
    for stamp in ENVIRONMENT.glob("*.installed"):
        stamp.unlink()
    uv("pip", "sync", "--require-hashes", "--python", sys.executable, str(requirements))
    for held in SETS.get(name, (name,)):
        (ENVIRONMENT / f"{held}.installed").touch()


def lock() -> None:
    """Pin the newest versions of all sets, with hashes and without addresses of an index."""
    project = tomllib.loads(REQUIREMENTS.with_name("pyproject.toml").read_text())["project"]
    compile_set("uv", packages=["uv"])
    for name in SETS:
        extra = () if name == "runtime" else ("--extra", name)
        compile_set(name, *extra, "pyproject.toml")
    peer = project["optional-dependencies"][PEER]
    compile_set(PEER, "-c", "requirements/runtime.txt", python="3.12", packages=peer)
    check()


def check() -> None:
    """Make sure that no Python has to compile a package on the usual platforms."""
    os.environ["MACOSX_DEPLOYMENT_TARGET"] = OLDEST_MACOS
    options = ("--dry-run", "--quiet", "--target", "build/wheels", "--only-binary", ":all:")
    for name, platforms in PLATFORMS.items():
        pins = ("--require-hashes", "-r", f"requirements/{name}.txt")
        for platform, python in product(platforms, PYTHONS):
            machine = ("--python-platform", platform, "--python-version", python)
            uv("pip", "install", *options, *machine, *pins)


def compile_set(
    name: str, *sources: str, python: str = "3.11", packages: Sequence[str] = ()
) -> None:
    """Write one file of pins, of the sources and of packages that are named by hand."""
    options = (*LOCK, *LOCK_STYLE, "--python-version", python, "-o", f"requirements/{name}.txt")
    written = ("-",) if packages else ()
    uv("pip", "compile", *options, *sources, *written, typed="\n".join(packages))


def uv(*arguments: str, typed: str = "") -> None:
    """Call uv in the project's folder."""
    subprocess.run(
        [str(UV), *arguments],
        check=True,
        env=settings_for_uv(),
        cwd=REQUIREMENTS.parent,
        input=typed,
        text=True,
    )


def settings_for_uv() -> dict[str, str]:
    """Return the environment for uv: this one, and what pip is configured with."""
    settings = pip_settings()
    configured = {
        UV_SETTINGS[key]: ("," if key == "find-links" else " ").join(value.split())
        for key, value in settings.items()
        if key in UV_SETTINGS
    }
    if "extra-index-url" in settings:  # safe: the hashes decide which file is right
        configured["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if has_system_certificates():
        configured.setdefault("UV_SYSTEM_CERTS", "true")
    return {**configured, **os.environ}


def pip_settings() -> dict[str, str]:
    """Return pip's settings: its files' own, then for `install`, then those of the environment."""
    listed = subprocess.run(pip("config", "list"), check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if section in found:
            found[section][key] = ast.literal_eval(value)
    return {**found["global"], **found["install"], **found[":env:"]}


def has_system_certificates() -> bool:
    """Return whether this machine has certificates; without them uv uses its own."""
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.openssl_capath)
    return bool(paths.cafile) or (folder.is_dir() and any(folder.iterdir()))


def main() -> None:
    """Do what the command line asks for."""
    if Path(sys.base_prefix) == ENVIRONMENT:
        sys.exit("This Python is no virtual environment; call it through make.")
    try:
        match sys.argv[1:]:
            case ["install", name] if name in (*SETS, PEER):
                install(name)
            case ["lock"]:
                lock()
            case ["check"]:
                check()
            case _:
                sys.exit(__doc__)
    except subprocess.CalledProcessError:
        sys.exit("That did not work; see above.")


if __name__ == "__main__":
    main()
