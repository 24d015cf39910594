"""What the page can ask for, checked before anything happens."""

from abc import ABC, abstractmethod
from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from demo.simulator.people import Person
from demo.simulator.reading import ShownMessage, Window
from demo.simulator.wire import to_json
from demo.simulator.world import World

_MAX_TEXT = 4096
_ANSWER_TIMEOUT_S = 15.0
_MAX_CLOCK_MINUTES = 60 * 24 * 60


class Action(BaseModel, ABC):
    """Somebody does something in a chat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    viewer: int
    chat: int

    def person(self, world: World) -> Person:
        """Raises `LookupError` for somebody who is not in this chat."""
        if self.viewer not in world.people or self.chat not in world.chats:
            raise LookupError("no such person or chat")
        if self.chat not in {self.viewer, *(group.id for group in world.groups())}:
            raise LookupError("that is another person's chat")
        return Person(world, self.viewer)

    @abstractmethod
    async def act(self, world: World) -> JsonValue:
        """Does it and returns what the page wants to know at once; the rest comes as events.

        Raises:
            LookupError: the person, the chat or the message is not there.
        """

    def window(self, world: World) -> Window:
        return Window(world, world.chats[self.chat], self.viewer)


class SendText(Action):
    text: str = Field(min_length=1, max_length=_MAX_TEXT)

    async def act(self, world: World) -> JsonValue:
        await self.person(world).send(self.text, chat=self.window(world), wait=False)
        return None


class PressKey(Action):
    """A button of the keyboard under the text field."""

    label: str

    async def act(self, world: World) -> JsonValue:
        await self.person(world).press(self.label, wait=False)
        return None


class ShareContact(Action):
    async def act(self, world: World) -> JsonValue:
        await self.person(world).send_contact(wait=False)
        return None


class SendSticker(Action):
    async def act(self, world: World) -> JsonValue:
        await self.person(world).send_sticker(wait=False)
        return None


class OnMessage(Action):
    key: int

    def shown(self, world: World) -> ShownMessage:
        """Raises `LookupError` when the message is gone, or was never shown to this person."""
        for shown in self.window(world).messages:
            if shown.key == self.key:
                return shown
        raise LookupError("that message is gone")


class Tap(OnMessage):
    """Answers when the bot has, so that the button can show that it is waited for."""

    data: str

    async def act(self, world: World) -> JsonValue:
        person = self.person(world)
        query = await person.tap(self.data, message=self.shown(world), wait=False)
        if query is None:
            return {"answered": True}
        await world.progress.until(lambda: query.answered, timeout_s=_ANSWER_TIMEOUT_S)
        return {"answered": query.answered}


class Pay(OnMessage):
    succeed: bool

    async def act(self, world: World) -> JsonValue:
        outcome = await self.person(world).pay(self.shown(world), succeed=self.succeed, wait=False)
        return {"outcome": outcome.name.lower(), "words": outcome.value}


class DeleteMessage(OnMessage):
    async def act(self, world: World) -> JsonValue:
        self.person(world).delete(self.shown(world))
        return None


class ClearChat(Action):
    async def act(self, world: World) -> JsonValue:
        self.person(world).clear_chat()
        return None


class Block(Action):
    blocked: bool

    async def act(self, world: World) -> JsonValue:
        person = self.person(world)
        await (person.block(wait=False) if self.blocked else person.unblock(wait=False))
        return {"blocked": self.blocked}


class SetLanguage(Action):
    code: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")

    async def act(self, world: World) -> JsonValue:
        self.person(world).set_language(self.code)
        return None


class ShowCommands(Action):
    async def act(self, world: World) -> JsonValue:
        user = self.person(world).user
        chat = world.chats[self.chat]
        return to_json(world.commands.shown_to(user.id, user.language_code, chat))


class MoveClock(BaseModel):
    """Minutes forward; time does not run backwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minutes: int = Field(gt=0, le=_MAX_CLOCK_MINUTES)

    @property
    def step(self) -> timedelta:
        return timedelta(minutes=self.minutes)
