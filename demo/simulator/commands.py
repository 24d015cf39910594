import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiogram.types import BotCommand

from demo.simulator.chat import Chat, GroupChat
from demo.simulator.errors import bad_request
from demo.simulator.wire import to_json_text

MAX_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_MAX_DESCRIPTION = 256
_DEFAULT_SCOPE = {"type": "default"}


@dataclass(slots=True)
class CommandMenus:
    """The menus of commands, by scope and language."""

    _menus: dict[tuple[str, str], list[BotCommand]] = field(default_factory=dict)

    def set(self, commands: list[BotCommand], scope: object, language: str | None) -> None:
        """Stores a menu; raises `ApiError` for a command that Telegram would reject."""
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not _NAME.fullmatch(command.command.removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command.description) <= _MAX_DESCRIPTION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._menus[_key(scope, language)] = commands

    def get(self, scope: object, language: str | None) -> list[BotCommand]:
        """Returns the menu of exactly this scope and language."""
        return self._menus.get(_key(scope, language), [])

    def delete(self, scope: object, language: str | None) -> None:
        """Deletes the menu of this scope and language."""
        self._menus.pop(_key(scope, language), None)

    def shown_to(self, person_id: int, language: str | None, chat: Chat) -> list[BotCommand]:
        """Returns the menu shown to a person: narrowest scope first, then their language."""
        for scope in _scopes(person_id, chat):
            for code in (language, None):
                menu = self._menus.get(_key(scope, code))
                if menu:
                    return menu
        return []


def _scopes(person_id: int, chat: Chat) -> Iterator[dict[str, str | int]]:
    if not isinstance(chat, GroupChat):
        yield {"type": "chat", "chat_id": chat.id}
        yield {"type": "all_private_chats"}
    else:
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": person_id}
        if person_id in chat.administrators:
            yield {"type": "chat_administrators", "chat_id": chat.id}
        yield {"type": "chat", "chat_id": chat.id}
        if person_id in chat.administrators:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}


def _key(scope: object, language: str | None) -> tuple[str, str]:
    return to_json_text(scope or _DEFAULT_SCOPE), language or ""
