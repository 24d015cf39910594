import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.app.conftest import NAMES

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 60


def run_program(
    module: str, *arguments: str, folder: Path, environment: Mapping[str, str]
) -> tuple[int, str, str]:
    """Run a program in a folder; return its exit code and what it wrote."""
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(  # noqa: S603 - our own program, our own arguments
        [sys.executable, "-m", module, *arguments],
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
