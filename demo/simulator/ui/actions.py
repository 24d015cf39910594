"""Executes requests of the page; the page gets the results as events."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import JsonValue

from demo.simulator.chat import EntryKind
from demo.simulator.people import PaymentOutcome
from demo.simulator.ui.requests import (
    Asked,
    AskedForBlock,
    AskedForLanguage,
    AskedForMoney,
    AskedForPayment,
    AskedForTap,
    AskedOnMessage,
    AskedWithText,
    WayToPay,
)
from demo.simulator.wire import to_json
from demo.simulator.world import World
from demo.timeouts import scaled

AskedT = TypeVar("AskedT", bound=Asked)

_ANSWER_TIMEOUT_S = scaled(15)


class Performs(Protocol):
    """An action of any kind."""

    async def perform(self, world: World, body: bytes) -> JsonValue:
        """Reads and executes the request.

        Raises:
            ValidationError: the request is malformed.
            LookupError: its subject does not exist.
        """


@dataclass(frozen=True, slots=True)
class Action(Generic[AskedT]):
    """A kind of request and its function.

    `run` returns the immediate answer for the page, and raises `LookupError` if the person, the
    chat, the message or the button does not exist.
    """

    kind: type[AskedT]
    run: Callable[[World, AskedT], Awaitable[JsonValue]]

    async def perform(self, world: World, body: bytes) -> JsonValue:
        """Reads and executes the request."""
        return await self.run(world, self.kind.model_validate_json(body))


async def _send(world: World, asked: AskedWithText) -> JsonValue:
    await asked.person(world).send(asked.text, chat=asked.window(world), wait=False)
    return None


async def _press(world: World, asked: AskedWithText) -> JsonValue:
    await asked.person(world).press(asked.text, wait=False)
    return None


async def _share_contact(world: World, asked: Asked) -> JsonValue:
    await asked.person(world).send_contact(wait=False)
    return None


async def _send_sticker(world: World, asked: Asked) -> JsonValue:
    await asked.person(world).send_sticker(wait=False)
    return None


async def _tap(world: World, asked: AskedForTap) -> JsonValue:
    """Returns when the bot has answered, so that the button can show progress until then."""
    person = asked.person(world)
    query = await person.tap(asked.data, message=asked.shown(world), wait=False)
    if query is None:
        return {"answered": True}
    await world.progress.until(lambda: query.answered, timeout_s=_ANSWER_TIMEOUT_S)
    return {"answered": query.answered}


async def _pay(world: World, asked: AskedForPayment) -> JsonValue:
    """Returns the outcome, with the bot's own text if it rejected the payment."""
    person = asked.person(world)
    checkout = await person.checkout(asked.shown(world))
    if not checkout.accepted:
        outcome = PaymentOutcome.REFUSED if checkout.answered else PaymentOutcome.UNANSWERED
    elif asked.way is WayToPay.PAID:
        await person.complete(checkout, wait=False)
        outcome = PaymentOutcome.PAID
    elif asked.way is WayToPay.DECLINED:
        await person.decline(checkout, wait=False)
        outcome = PaymentOutcome.DECLINED
    else:
        checkout.is_late = True
        world.chats[asked.chat].record(EntryKind.CHANGED)
        outcome = PaymentOutcome.LATE
    return {"outcome": outcome.name.lower(), "words": checkout.text or outcome.value}


async def _end_payment(world: World, asked: AskedForMoney) -> JsonValue:
    person, checkout = asked.person(world), asked.under_way(world)
    if asked.succeed:
        await person.complete(checkout, wait=False)
    else:
        await person.decline(checkout, wait=False)
        world.chats[asked.chat].record(EntryKind.CHANGED)
    return None


async def _give_stars_back(world: World, asked: AskedOnMessage) -> JsonValue:
    person = asked.person(world)
    for charge in asked.invoice(world).charges.values():
        await person.get_stars_back(charge, wait=False)
    return None


async def _delete(world: World, asked: AskedOnMessage) -> JsonValue:
    asked.person(world).delete(asked.shown(world))
    return None


async def _clear(world: World, asked: Asked) -> JsonValue:
    asked.person(world).clear_chat()
    return None


async def _block(world: World, asked: AskedForBlock) -> JsonValue:
    person = asked.person(world)
    await (person.block(wait=False) if asked.blocked else person.unblock(wait=False))
    return None


async def _set_language(world: World, asked: AskedForLanguage) -> JsonValue:
    asked.person(world).set_language(asked.code)
    return None


async def _show_commands(world: World, asked: Asked) -> JsonValue:
    user = asked.person(world).user
    menu = world.commands.shown_to(user.id, user.language_code, world.chats[asked.chat])
    return to_json(menu)


ACTIONS: Mapping[str, Performs] = {
    "send": Action(AskedWithText, _send),
    "press": Action(AskedWithText, _press),
    "contact": Action(Asked, _share_contact),
    "sticker": Action(Asked, _send_sticker),
    "tap": Action(AskedForTap, _tap),
    "pay": Action(AskedForPayment, _pay),
    "money": Action(AskedForMoney, _end_payment),
    "refund": Action(AskedOnMessage, _give_stars_back),
    "delete": Action(AskedOnMessage, _delete),
    "clear": Action(Asked, _clear),
    "block": Action(AskedForBlock, _block),
    "language": Action(AskedForLanguage, _set_language),
    "commands": Action(Asked, _show_commands),
}
