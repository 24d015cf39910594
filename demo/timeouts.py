"""How long the demo, the tests and the benchmarks wait for what must come.

They wait for events, so a long bound costs nothing where all is well. `TIMEOUT_SCALE=3` makes every
bound three times as long, for a machine that is slow or busy.
"""

import os

SCALE = float(os.environ.get("TIMEOUT_SCALE", "1"))


def scaled(seconds: float) -> float:
    """Return a bound in seconds for this machine."""
    return seconds * SCALE
