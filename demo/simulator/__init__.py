"""Telegram's Bot API on loopback, with people whom a program moves: the bot's test kit."""

from demo.simulator.errors import NoSuchButtonError, NotSettledError
from demo.simulator.failures import FailureKind
from demo.simulator.flood import FloodLimits
from demo.simulator.paying import PaymentOutcome
from demo.simulator.people import Group, Person
from demo.simulator.queries import Query
from demo.simulator.reading import Notice, ReceivedFile, ShownMessage, Window
from demo.simulator.simulator import Simulator
from demo.simulator.ui import PageOptions
from demo.simulator.violations import Violation

__all__ = [
    "FailureKind",
    "FloodLimits",
    "Group",
    "NoSuchButtonError",
    "NotSettledError",
    "Notice",
    "PageOptions",
    "PaymentOutcome",
    "Person",
    "Query",
    "ReceivedFile",
    "ShownMessage",
    "Simulator",
    "Violation",
    "Window",
]
