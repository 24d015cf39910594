"""A Bot API simulator on loopback, with people controlled by a program: the bot's test kit."""

from demo.simulator.errors import NoSuchButtonError, NotSettledError
from demo.simulator.faults.failures import FailureKind
from demo.simulator.faults.flood import FloodLimits
from demo.simulator.faults.violations import Violation
from demo.simulator.money.invoices import Charge, Checkout, InvoiceState, SentInvoice
from demo.simulator.people import Group, PaymentOutcome, Person
from demo.simulator.queries import Query
from demo.simulator.reading import Notice, ReceivedFile, ShownMessage, Window
from demo.simulator.simulator import Simulator
from demo.simulator.ui import PageOptions

__all__ = [
    "Charge",
    "Checkout",
    "FailureKind",
    "FloodLimits",
    "Group",
    "InvoiceState",
    "NoSuchButtonError",
    "NotSettledError",
    "Notice",
    "PageOptions",
    "PaymentOutcome",
    "Person",
    "Query",
    "ReceivedFile",
    "SentInvoice",
    "ShownMessage",
    "Simulator",
    "Violation",
    "Window",
]
