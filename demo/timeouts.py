"""How long the demo and the tests wait for something before they fail.

They wait for events, so a long timeout costs nothing when the event arrives. `TIMEOUT_SCALE=3`
makes every timeout three times as long, for a machine that is slow or busy.
"""

import os

SCALE = float(os.environ.get("TIMEOUT_SCALE", "1"))


def scaled(seconds: float) -> float:
    """Return a timeout for this machine, in seconds."""
    return seconds * SCALE
