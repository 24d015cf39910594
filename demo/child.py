"""Run a module that ends with the program that started it: `python -m demo.child app.bot`.

The parent holds the other end of the standard input. When that end closes, for example because the
parent was killed, the module gets SIGTERM, and SIGKILL if it does not stop.
"""

import os
import runpy
import signal
import sys
import threading
from collections.abc import Callable

from demo.timeouts import scaled

STOP_TIMEOUT_S = scaled(30)


def main() -> None:
    """Run the module named on the command line, with the remaining arguments."""
    end_after(_read_to_the_end)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def end_after(wait: Callable[[], object]) -> None:
    """End this process when a blocking call returns: by SIGTERM, then by SIGKILL."""

    def end() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(STOP_TIMEOUT_S)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=end, daemon=True).start()


def _read_to_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass


if __name__ == "__main__":
    main()
