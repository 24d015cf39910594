"""What happens to a visit shows on its card, wherever the client stands in the chat."""

import asyncio

from aiogram.methods import EditMessageText
from sqlalchemy import select

from bot.callbacks.home import Back
from bot.ui.catalogues import Catalogues
from demo.simulator import Person
from domain.outbox.message import Audience, Channel, MessageKind, OutboxMessage
from domain.outbox.ports import Outbox
from domain.shared.ids import BookingId, InvoiceRef, UserId
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.messages import CardFacts
from infra.db import tables
from tests.e2e.support.running_bot import RunningBot
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, MENU
from tests.e2e.support.walks import book, tap
from tests.support.database import at

CANCELLED = "This visit is cancelled"


async def cancel_behind_the_back(scene: Scene, invoice_ref: InvoiceRef | None = None) -> None:
    """Let the one visit go, as the program itself does, and have its card shown afresh."""
    (row,) = await scene.bookings()
    booking_id, client_id = BookingId(row.id), UserId(row.client_id)
    await scene.database.change(tables.bookings, booking_id, status="cancelled")
    refresh = OutboxMessage(
        f"refresh:{booking_id}",
        MessageKind.CARD_REFRESH,
        booking_id,
        scene.clock.now(),
        Channel.CARD,
        Audience.CLIENT,
        client_id,
        facts=CardFacts(invoice_ref),
    )
    async with scene.bot.container() as request:
        uow, outbox = await request.get(UnitOfWork), await request.get(Outbox)
        async with uow:
            await outbox.add([refresh])
            await uow.commit()


async def test_the_card_is_shown_afresh_in_its_place(any_scene: Scene) -> None:
    scene = any_scene
    anna = await scene.welcome()
    await book(anna, at(10), scene.salon.haircut)
    card = anna.screen
    assert BOOKED in card.text
    await cancel_behind_the_back(scene)
    await scene.bot.deliver()
    assert CANCELLED in anna.screen.text
    assert anna.screen.id == card.id
    await tap(anna, Back)
    assert anna.screen.id == card.id


async def test_who_looks_at_something_else_is_not_disturbed(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await anna.start()
    messages = len(anna.chat.from_bot)
    await cancel_behind_the_back(scene)
    await scene.bot.deliver()
    assert MENU in anna.screen.text
    assert len(anna.chat.from_bot) == messages


async def test_an_invoice_that_nobody_shall_pay_is_taken_away(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    invoice = await scene.bot.bot.send_message(anna.id, "An invoice")
    await cancel_behind_the_back(scene, invoice_ref=InvoiceRef(invoice.message_id))
    await scene.bot.deliver()
    assert invoice.message_id not in [message.id for message in anna.chat.from_bot]
    assert CANCELLED in anna.screen.text


async def test_who_blocked_the_bot_is_left_alone_until_they_are_back(
    scene: Scene, anna: Person
) -> None:
    gone = select(tables.users.c.unreachable_at)
    await book(anna, at(10), scene.salon.haircut)
    await anna.block()
    await cancel_behind_the_back(scene)
    await scene.bot.deliver()
    assert await scene.database.value(gone) == scene.clock.now()
    await anna.unblock()
    await anna.start()
    assert await scene.database.value(gone) is None


async def test_of_two_bots_one_shows_the_card_afresh(
    scene: Scene, anna: Person, catalogues: Catalogues
) -> None:
    other = RunningBot(scene.simulator, scene.bot.settings, scene.clock, catalogues)
    await book(anna, at(10), scene.salon.haircut)
    await cancel_behind_the_back(scene)
    edits = len(_edits(scene))
    await asyncio.gather(scene.bot.deliver(), other.deliver())
    assert len(_edits(scene)) == edits + 1
    assert CANCELLED in anna.screen.text
    await other.bot.session.close()
    await other.container.close()


def _edits(scene: Scene) -> list[EditMessageText]:
    return [call for call in scene.simulator.calls if isinstance(call, EditMessageText)]
