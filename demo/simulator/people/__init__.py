"""Actions of a Telegram user, and what the user sees of the bot."""

from demo.simulator.people.payer import PaymentOutcome
from demo.simulator.people.person import Group, Person

__all__ = ["Group", "PaymentOutcome", "Person"]
