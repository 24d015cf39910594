from typing import Self

from aiogram.types import Message

from demo.simulator.chat import BotStatus, GroupChat, PrivateChat
from demo.simulator.errors import NoSuchButtonError
from demo.simulator.membership import set_blocked
from demo.simulator.people import content
from demo.simulator.people.onlooker import Onlooker
from demo.simulator.reading import ShownMessage, Window

DEFAULT_PHONE = "+15550100"


class Writer(Onlooker):
    """A person who writes and sends.

    With `wait` (the default) a call returns when the bot has handled it; `wait=False` allows
    concurrent actions. Without `chat` it happens in the private chat with the bot.
    """

    __slots__ = ()

    async def send(
        self,
        text: str,
        *,
        chat: Window | None = None,
        reply_to: ShownMessage | None = None,
        wait: bool = True,
    ) -> Message:
        """Writes a text or a command."""
        return await self.post(content.text(text), chat=chat, reply_to=reply_to, wait=wait)

    async def start(self, parameter: str = "", *, wait: bool = True) -> Message:
        """Presses START, by a deep link if there is a parameter.

        Raises:
            ValueError: the parameter is invalid in a deep link.
        """
        return await self.send(content.start_command(parameter), wait=wait)

    async def send_photo(
        self, data: bytes | None = None, caption: str = "", *, wait: bool = True
    ) -> Message:
        """Sends a picture; a plain one if none is given."""
        picture = data or content.plain_png(64, 48)
        return await self.post(content.photo(self.world.files, picture, caption), wait=wait)

    async def send_document(
        self, data: bytes, name: str, caption: str = "", *, wait: bool = True
    ) -> Message:
        """Sends a file."""
        return await self.post(content.document(self.world.files, data, name, caption), wait=wait)

    async def send_sticker(self, emoji: str = "🙂", *, wait: bool = True) -> Message:
        """Sends a sticker."""
        return await self.post(content.sticker(self.world.files, emoji), wait=wait)

    async def send_voice(self, duration_s: int = 3, *, wait: bool = True) -> Message:
        """Sends a voice message."""
        return await self.post(content.voice(self.world.files, duration_s), wait=wait)

    async def send_location(
        self, latitude: float, longitude: float, *, wait: bool = True
    ) -> Message:
        """Sends a place on the map."""
        return await self.post(content.location(latitude, longitude), wait=wait)

    async def send_contact(
        self, phone_number: str = DEFAULT_PHONE, *, of: Self | None = None, wait: bool = True
    ) -> Message:
        """Shares a contact, by default the person's own."""
        owner = (of or self).user
        return await self.post(content.contact(owner, phone_number), wait=wait)

    async def press(
        self, label: str, *, phone_number: str = DEFAULT_PHONE, wait: bool = True
    ) -> None:
        """Presses a button of the keyboard under the text field.

        Raises:
            NoSuchButtonError: there is no such button.
        """
        keyboard = self.private_chat.reply_keyboard
        keys = [key for row in keyboard.keyboard for key in row] if keyboard else []
        for key in keys:
            if key.text == label and key.request_contact:
                await self.send_contact(phone_number, wait=wait)
                return
            if key.text == label:
                await self.send(label, wait=wait)
                return
        raise NoSuchButtonError(f"no key {label!r} under:\n{self.chat.transcript()}")

    async def edit(self, message: Message, text: str, *, wait: bool = True) -> Message:
        """Edits an own message."""
        now = round(self.world.clock().timestamp())
        edited = message.model_copy(update=content.text(text) | {"edit_date": now})
        chat = self.world.chats[message.chat.id]
        chat.replace(edited)
        self.world.updates.put("edited_message", edited, person_id=self.id, chat_id=chat.id)
        if wait:
            await self.settle()
        return edited

    async def post(
        self,
        fields: content.Content,
        *,
        chat: Window | None = None,
        reply_to: ShownMessage | None = None,
        wait: bool = True,
    ) -> Message:
        """Adds a message of this person to a chat and passes it to the bot."""
        place = self.world.chats[chat.id] if chat else self.private_chat
        if isinstance(place, PrivateChat):
            place.started = True
            if place.blocked:  # writing unblocks the bot
                set_blocked(self.world, place, blocked=False)
        surroundings: content.Content = {
            "message_id": self.world.next_message_id(),
            "date": self.world.clock(),
            "chat": place.info,
            "from_user": self.user,
            "reply_to_message": reply_to.message if reply_to else None,
        }
        message = Message.model_validate(surroundings | fields)
        place.add(message)
        if isinstance(place, PrivateChat) or _bot_sees(place, message, self.world.bot.username):
            self.world.updates.put(
                "message",
                message,
                person_id=self.id,
                chat_id=place.id,
                wants_reply=place.is_private,
            )
        if wait:
            await self.settle()
        return message


def _bot_sees(group: GroupChat, message: Message, bot_name: str | None) -> bool:
    """Returns whether a bot in privacy mode gets it: commands, mentions, replies; all as admin."""
    words = message.text or ""
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    spoken_to = words.startswith("/") or f"@{bot_name}" in words or to_bot
    return group.has_bot and (spoken_to or group.bot_status is BotStatus.ADMINISTRATOR)
