from collections.abc import Callable
from dataclasses import dataclass

from aiogram.types import User

from demo.simulator.chat import PrivateChat
from demo.simulator.errors import NotSettledError
from demo.simulator.reading import Notice, ReceivedFile, ShownMessage, Window
from demo.simulator.settling import SETTLE_TIMEOUT_S, settle
from demo.simulator.world import World


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A person who looks and waits."""

    world: World
    id: int

    @property
    def user(self) -> User:
        """The account as Telegram describes it."""
        return self.world.people[self.id]

    @property
    def first_name(self) -> str:
        """The first name in Telegram."""
        return self.user.first_name

    @property
    def private_chat(self) -> PrivateChat:
        """The chat with the bot as stored by the server."""
        chat = self.world.chats[self.id]
        if not isinstance(chat, PrivateChat):
            raise TypeError(f"{self.id} is not a person")
        return chat

    @property
    def chat(self) -> Window:
        """The private chat with the bot."""
        return Window(self.world, self.private_chat, self.id)

    def window(self, group: Window) -> Window:
        """Returns a group as this person sees it, with their ephemeral messages."""
        return Window(self.world, group.chat, self.id)

    @property
    def screen(self) -> ShownMessage:
        """The newest message with buttons in the private chat."""
        return self.chat.screen

    @property
    def notices(self) -> list[Notice]:
        """The bot's answers to this person's taps, in all chats."""
        return [n for chat in self.world for n in Window(self.world, chat, self.id).notices]

    @property
    def files(self) -> list[ReceivedFile]:
        """Documents from the bot in the private chat, from old to new."""
        return self.chat.files

    async def settle(self, *, timeout_s: float = SETTLE_TIMEOUT_S) -> None:
        """Waits until the bot has handled all actions of this person.

        Raises:
            NotSettledError: it did not in time; shows what is missing, and the chat.
        """
        await settle(self.world, self.id, timeout_s=timeout_s)

    async def until(
        self,
        expected: str | Callable[[], bool],
        *,
        chat: Window | None = None,
        timeout_s: float = SETTLE_TIMEOUT_S,
    ) -> ShownMessage:
        """Waits for a text on the screen (or in the newest message), or for a condition.

        Returns:
            The screen at that moment.

        Raises:
            NotSettledError: it did not appear in time; shows the chat.
        """
        window = self.window(chat) if chat else self.chat

        def is_there() -> bool:
            if self.world.progress.in_flight:
                return False
            try:
                return window.says(expected) if isinstance(expected, str) else expected()
            except LookupError:
                return False  # the screen does not exist yet

        if not await self.world.progress.until(is_there, timeout_s=timeout_s):
            wish = repr(expected) if isinstance(expected, str) else "what was waited for"
            raise NotSettledError(f"{wish} did not come in {timeout_s} s:\n{window.transcript()}")
        return window.screen
