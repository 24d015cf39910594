"""`make demo`: the whole product with a web page that shows its chats."""

import asyncio
import errno
import os
import signal
import sys

from demo.guarded import ServerStartError
from demo.processes import ProcessFailedError, own_log, print_at_once
from demo.stage import open_stage

DEFAULT_PORT = 8085
PORTS = range(1, 2**16)


async def serve(port: int) -> None:
    """Serve the page until Ctrl-C."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    log = own_log("demo")
    async with open_stage(log, port=port) as stage:
        print(f"\n  {stage.simulator.base_url}\n")
        print(f"Open it in a browser and press Start in a chat. (Log: {log})")
        print("Ctrl-C ends everything and leaves nothing behind.")
        await stop.wait()
        print("\nEnding ...")


def main() -> None:
    """Serve on DEMO_PORT, only on loopback."""
    port = _port()
    print_at_once()
    try:
        asyncio.run(serve(port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.exit(f"Port {port} is taken; choose another: DEMO_PORT=8086 make demo")
    except (ProcessFailedError, ServerStartError) as error:
        sys.exit(f"A part of the demo did not start. The end of its log:\n\n{error}")


def _port() -> int:
    given = os.environ.get("DEMO_PORT") or str(DEFAULT_PORT)
    if not given.isdecimal() or int(given) not in PORTS:
        sys.exit(f"DEMO_PORT must be a number from {PORTS[0]} to {PORTS[-1]}: DEMO_PORT=8086")
    return int(given)


if __name__ == "__main__":
    main()
