"""Deposits of the stories, and who does what nobody in the chat waits for."""

from datetime import datetime
from typing import Protocol

from demo.simulator import Person, ShownMessage
from domain.catalog.deposit import DepositKind, DepositRule
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book

DEPOSIT = DepositRule(DepositKind.PERCENT, 30)
"""Nine euros of the thirty that a haircut costs."""

HOLD_MINUTES = 10


class Job(Protocol):
    """Work that nobody in the chat waits for."""

    async def execute(self) -> int:
        """Do it."""
        ...


async def run(scene: Scene, *jobs: type[Job]) -> None:
    """Do jobs of the workers, then deliver what they have written."""
    for job in jobs:
        async with scene.bot.container() as scope:
            await (await scope.get(job)).execute()
    await scene.bot.deliver()


async def hold(scene: Scene, person: Person, start_at: datetime) -> ShownMessage:
    """Let somebody hold a haircut by Mia for a deposit; return the newest invoice."""
    await scene.change_policies(deposit=DEPOSIT)
    await book(person, start_at, scene.salon.haircut, master_id=scene.salon.mia)
    return invoices_of(person)[-1]


def invoices_of(person: Person) -> list[ShownMessage]:
    """Return the invoices that stand in the chat."""
    return [shown for shown in person.chat.messages if shown.message.invoice]


def invoice_of(person: Person) -> ShownMessage:
    """Return the one invoice that stands in the chat."""
    (invoice,) = invoices_of(person)
    return invoice
