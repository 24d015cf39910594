"""What the programs of the tests import, for the process that they are forked from."""

import app.bot
import app.seed
import app.worker
import tests.e2e.support.send_refunds

__all__ = ["app", "tests"]
