"""Run the tests as if today were another day, elsewhere: `python -m tests.on_other_dates`.

Each run gets a wrong clock from `faketime`, in this process and in all servers and programs
that the tests start, and a zone of the machine. What fails then depends on the day it runs.
"""

import os
import shutil
import subprocess
import sys
from typing import NamedTuple


class Day(NamedTuple):
    """What the clock shows when the tests begin, and the zone of the machine."""

    local_time: str
    zone: str


DAYS = (
    Day("2027-03-28 01:45:00", "Europe/Berlin"),  # clocks go forward at two
    Day("2027-10-31 02:45:00", "Europe/Berlin"),  # and back at three
    Day("2027-03-14 01:45:00", "America/New_York"),
    Day("2027-11-07 01:45:00", "America/St_Johns"),  # half hours from UTC, and the hour twice
    Day("2027-04-04 02:45:00", "Pacific/Auckland"),  # the last hour of summer
    Day("2028-02-29 12:00:00", "UTC"),
    Day("2026-12-31 23:50:00", "UTC"),  # a new year while the tests run
    Day("2027-12-31 23:50:00", "Asia/Kolkata"),
)

FAST_TESTS = ("-m", "not servers and not index")

END_TO_END_TESTS = tuple(
    f"tests/e2e/{path}.py"
    for path in (
        "book_for_client/test_book_for_client",
        "booking/test_booking",
        "booking/test_catalog_changes",
        "booking/test_daylight_saving",
        "my_time/test_my_time",
        "navigation/test_roles",
        "notifications/test_reminders",
        "payments/test_deposit",
        "payments/test_late_money",
        "payments/test_refunds",
        "proposals/test_offers",
        "reports/test_digest",
        "team/test_team",
        "timetable/test_timetable",
        "visit_card/test_outcomes",
        "visits/test_move_and_cancel",
    )
)
"""A file or two of each area; every file on every day would take an hour."""

REAL_INTERVALS = {"DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "4", "--dist", "loadfile")
PLUGIN = ("-p", "tests.support.faketime")


def run(day: Day, tests: tuple[str, ...]) -> bool:
    """Run tests on a day; return whether all passed."""
    print(f"\n{day.local_time}, {day.zone}: {' '.join(tests)}", flush=True)
    command = ("faketime", day.local_time, *PYTEST, *PLUGIN, *tests)
    environment = {**os.environ, **REAL_INTERVALS, "TZ": day.zone}
    return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603


def main() -> None:
    """Run everything on every day, then name the days on which something failed."""
    if shutil.which("faketime") is None:
        sys.exit("faketime is not on the PATH: apt-get install faketime")
    failed = [day for day in DAYS if not all([run(day, FAST_TESTS), run(day, END_TO_END_TESTS)])]
    for day in failed:
        print(f"Failed: {day.local_time}, {day.zone}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
