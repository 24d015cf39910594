from aiogram.methods import (
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)
from aiogram.types import BotCommand, User

from demo.simulator.errors import bad_request
from demo.simulator.methods.registry import Call, handles
from demo.simulator.world import World

_MAX_NAME = 64
_MAX_DESCRIPTION = 512
_MAX_SHORT_DESCRIPTION = 120


@handles(GetMe)
def _get_me(call: Call[GetMe]) -> User:
    return call.world.bot


@handles(SetMyCommands)
def _set_my_commands(call: Call[SetMyCommands]) -> bool:
    _check_scope(call.world, call.method.scope)
    call.world.commands.set(call.method.commands, call.method.scope, call.method.language_code)
    return True


@handles(GetMyCommands)
def _get_my_commands(call: Call[GetMyCommands]) -> list[BotCommand]:
    return call.world.commands.get(call.method.scope, call.method.language_code)


@handles(DeleteMyCommands)
def _delete_my_commands(call: Call[DeleteMyCommands]) -> bool:
    _check_scope(call.world, call.method.scope)
    call.world.commands.delete(call.method.scope, call.method.language_code)
    return True


@handles(SetMyName)
def _set_my_name(call: Call[SetMyName]) -> bool:
    return _fits(call.method.name, _MAX_NAME)


@handles(SetMyDescription)
def _set_my_description(call: Call[SetMyDescription]) -> bool:
    return _fits(call.method.description, _MAX_DESCRIPTION)


@handles(SetMyShortDescription)
def _set_my_short_description(call: Call[SetMyShortDescription]) -> bool:
    return _fits(call.method.short_description, _MAX_SHORT_DESCRIPTION)


@handles(SetChatMenuButton)
def _set_chat_menu_button(call: Call[SetChatMenuButton]) -> bool:
    if call.method.chat_id is not None:
        call.world.known_chat(call.method.chat_id)
    return True


def _check_scope(world: World, scope: object) -> None:
    chat_id = getattr(scope, "chat_id", None)
    if chat_id is not None:
        world.known_chat(chat_id)


def _fits(text: str | None, most: int) -> bool:
    if len(text or "") > most:
        raise bad_request("text is too long")
    return True
