"""Visits that need money in advance, and what the database says of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from demo.simulator import Person
from domain.catalog.deposit import DepositKind, DepositRule
from domain.checkout.request_payment import RequestPayment
from domain.clients.identify import Identify
from domain.clients.model import TelegramProfile
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import book
from tests.support.database import at

HALF = DepositRule(DepositKind.PERCENT, 50)
DEPOSIT_MINOR = 1500  # of a haircut


async def hold(scene: Scene, person: Person) -> None:
    """Let somebody choose a haircut at ten, for which half is to be paid in advance."""
    await scene.change_policies(deposit=HALF)
    await book(person, at(10), scene.salon.haircut)


async def ask_for_money(scene: Scene, person: Person) -> None:
    """Send the invoice of the newest booking, as its card's button does."""
    *_, booking = await scene.bookings()
    async with scene.bot.container() as scope:
        identify = await scope.get(Identify)
        client = await identify.execute(
            TelegramProfile.read(person.id, person.user.full_name, None)
        )
        request_payment = await scope.get(RequestPayment)
        await request_payment.execute(client.identity, booking.id)


async def payments(scene: Scene) -> Sequence[Any]:
    """Return the rows of all payments, in the order in which they were made."""
    return await scene.database.rows(select(tables.payments).order_by(tables.payments.c.id))


async def charges(scene: Scene) -> Sequence[Any]:
    """Return the rows of all charges that were kept."""
    return await scene.database.rows(select(tables.charges).order_by(tables.charges.c.id))
