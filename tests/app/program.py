from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.timeouts import scaled
from tests.support.processes import start_program

TIMEOUT_S = scaled(120)


def run_program(
    module: str, *arguments: str, folder: Path, environment: Mapping[str, str]
) -> tuple[int, str, str]:
    """Run a program in a folder; return its exit code and what it wrote."""
    with TemporaryDirectory() as output:
        out, err = Path(output, "out"), Path(output, "err")
        program = start_program(
            module, *arguments, environment=environment, folder=folder, out=out, err=err
        )
        return program.wait_here(TIMEOUT_S), out.read_text(), err.read_text()
