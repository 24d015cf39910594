"""What a person with Telegram can do to a bot, and what they see of it."""

from demo.simulator.people.payer import PaymentOutcome
from demo.simulator.people.person import Group, Person

__all__ = ["Group", "PaymentOutcome", "Person"]
