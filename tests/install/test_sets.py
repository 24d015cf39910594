"""Each purpose has its own packages, and no more."""

import pytest

from tests.install.test_any_pip import SETS, pins
from tests.support.processes import ROOT

TOOLS = {"mypy", "pip-audit", "playwright", "pytest", "ruff"}


@pytest.mark.parametrize("name", ["runtime", "demo"])
def test_what_runs_has_no_tools_of_developers(name: str) -> None:
    assert TOOLS.isdisjoint(pin.partition("==")[0] for pin in pins(name))


def test_each_set_holds_the_smaller_ones_in_the_same_versions() -> None:
    smaller, larger, largest = (pins(name) for name in SETS)
    assert smaller < larger < largest


@pytest.mark.parametrize("name", ["uv", *SETS, "peer"])
def test_a_file_of_pins_names_no_index(name: str) -> None:
    written = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in written
    assert "--index" not in written
    assert "--hash=sha256:" in written
