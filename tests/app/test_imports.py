import subprocess
import sys

import pytest


@pytest.mark.servers  # starts a process
@pytest.mark.parametrize("process", ["app.bot", "app.worker"])
def test_a_process_starts_without_the_library_that_draws(process: str) -> None:
    program = f"import sys, {process}; sys.exit('matplotlib' in sys.modules)"

    ended = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert ended.returncode == 0
