"""`python -m bench` runs every benchmark, `python -m bench NAME` one of them."""

import asyncio
import inspect
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.report import Report

BENCHMARKS = (
    "engine",
    "month_view",
    "write_path",
    "dispatcher",
    "queries",
    "checkout",
    "flood",
    "outbox",
    "reports",
    "booking_list",
)
RESULTS = Path(__file__).parents[1] / "build" / "bench"


def main(names: Sequence[str]) -> int:
    """Run the named benchmarks, or all; return the exit code."""
    present = [name for name in BENCHMARKS if find_spec(f"bench.{name}")]
    if unknown := sorted(set(names) - set(present)):
        sys.stderr.write(f"no such benchmark: {', '.join(unknown)}; there are {present}\n")
        return 2
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in names or present:
        report = _run(name)
        sys.stdout.write(f"{report.to_text()}\n")
        sys.stdout.flush()
        (RESULTS / f"{name}.json").write_text(report.to_json())
    return 0


def _run(name: str) -> Report:
    outcome = import_module(f"bench.{name}").run()
    report = asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome
    if not isinstance(report, Report):
        raise TypeError(f"bench.{name}.run() returned no report")
    return report


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
