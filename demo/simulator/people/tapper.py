from aiogram.types import CallbackQuery, InlineKeyboardButton

from demo.simulator.chat import EntryKind
from demo.simulator.errors import NoSuchButtonError
from demo.simulator.people.writer import Writer
from demo.simulator.queries import Query, QueryKind
from demo.simulator.reading import ShownMessage, Window


class Tapper(Writer):
    """A person who taps buttons under messages."""

    __slots__ = ()

    async def tap(
        self,
        wanted: str,
        *,
        message: ShownMessage | int | None = None,
        chat: Window | None = None,
        wait: bool = True,
    ) -> Query | None:
        """Taps a button by label, callback data or part of the label; by default on the screen.

        Returns:
            The query, which holds the answer; None for a button that only opens or copies.

        Raises:
            NoSuchButtonError: there is no such button, or more than one.
            NotSettledError: the bot did not answer.
        """
        shown = self.shown(message, chat)
        button = shown.button(wanted)
        if button.callback_data is not None:
            return await self._query(shown, button.callback_data, button.text, wait=wait)
        await self._follow(button, wait=wait)
        return None

    async def tap_data(
        self,
        data: str,
        *,
        message: ShownMessage | int | None = None,
        chat: Window | None = None,
        wait: bool = True,
    ) -> Query:
        """Sends any callback data for an existing message, as a forged client can."""
        return await self._query(self.shown(message, chat), data, f"forged {data}", wait=wait)

    def shown(
        self, message: ShownMessage | int | None = None, chat: Window | None = None
    ) -> ShownMessage:
        """Returns the current state of the given message, or the screen.

        Raises:
            LookupError: it was deleted.
        """
        if isinstance(message, ShownMessage):
            return ShownMessage(message.chat, message.chat.messages[message.key])
        window = self.window(chat) if chat else self.chat
        if message is None:
            return window.screen
        return ShownMessage(window.chat, window.chat.messages[message])

    async def _query(self, shown: ShownMessage, data: str, label: str, *, wait: bool) -> Query:
        world, chat = self.world, shown.chat
        query = world.queries.open(
            QueryKind.CALLBACK,
            person_id=self.id,
            chat_id=chat.id,
            message_key=shown.key,
            label=label,
            at=world.clock(),
        )
        chat.record(EntryKind.TAPPED, message=shown.message, person_id=self.id, text=label)
        update = CallbackQuery(
            id=query.id,
            from_user=self.user,
            chat_instance=str(abs(chat.id)),
            message=shown.message,
            data=data,
        )
        world.updates.put(
            "callback_query", update, person_id=self.id, chat_id=chat.id, query_id=query.id
        )
        if wait:
            await self.settle()
        return query

    async def _follow(self, button: InlineKeyboardButton, *, wait: bool) -> None:
        """Follows a button with an address or a text to copy; a deep link starts this bot."""
        if button.pay:
            raise NoSuchButtonError("an invoice is paid with pay(), not tapped")
        own_link = f"https://t.me/{self.world.bot.username}?start="
        if button.url and button.url.startswith(own_link):
            await self.start(button.url.removeprefix(own_link), wait=wait)
