"""Look every pinned package up among the known vulnerabilities.

    .venv/bin/python requirements/audit.py [FILE]

It succeeds only if every pin was looked up and has no known vulnerability: exit code 1 means that
one has, 2 that some could not be looked up, so that nothing is known of them. The sources are
asked in turn until one knows all packages: PyPI, then OSV (at `OSV_URL`, if that is set).
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RUNTIME = Path(__file__).with_name("runtime.txt")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)

VULNERABLE = 1
NOT_CHECKED = 2


class Report(NamedTuple):
    """What a source knows: vulnerable packages with the reasons, and packages it does not know."""

    source: str
    vulnerable: tuple[str, ...]
    unknown: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Audit a file of pins; return the exit code."""
    pins = Path(arguments[0]) if arguments else RUNTIME
    reports = []
    for source in (("pypi",), ("osv", *_osv_address())):
        reports.append(_ask(source, pins))
        if reports[-1].vulnerable or not reports[-1].unknown:
            break
    report = reports[-1]
    for problem in report.vulnerable:
        print(problem)
    if report.unknown:
        print(
            f"NOT CHECKED: {len(report.unknown)} of {len(_names(pins))} packages, by any of",
            end=" ",
        )
        print(", ".join(one.source for one in reports) + ".")
        print("Is there a way to pypi.org or api.osv.dev from here?")
    if report.vulnerable:
        return VULNERABLE
    if report.unknown:
        return NOT_CHECKED
    print(f"No known vulnerability in {len(_names(pins))} packages ({report.source}).")
    return 0


def _osv_address() -> tuple[str, ...]:
    address = os.environ.get("OSV_URL")
    return ("--osv-url", address) if address else ()


def _ask(source: Sequence[str], pins: Path) -> Report:
    service, *options = source
    command = (sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "-f", "json")
    asked = subprocess.run(
        [*command, "--progress-spinner", "off", "-s", service, *options, "-r", str(pins)],
        capture_output=True,
        text=True,
        check=False,
    )
    names = _names(pins)
    try:
        found = json.loads(asked.stdout)["dependencies"]
    except (ValueError, LookupError, TypeError):
        return Report(service, (), names)
    known = {_folded(one["name"]): one["vulns"] for one in found if "vulns" in one}
    return Report(
        service,
        tuple(
            f"{name}: {vulnerability['id']}, fixed in {', '.join(vulnerability['fix_versions'])}"
            for name, vulnerabilities in known.items()
            for vulnerability in vulnerabilities
        ),
        tuple(name for name in names if _folded(name) not in known),
    )


def _names(pins: Path) -> tuple[str, ...]:
    return tuple(name for name, _ in PIN.findall(pins.read_text()))


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
