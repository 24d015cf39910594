"""A plugin of pytest for runs under `faketime`, whose version 0.9.10 refuses Python's `time.sleep`.

Python sleeps on the monotonic clock since 3.11; faketime neither fakes that clock here nor lets a
program sleep on it.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep
