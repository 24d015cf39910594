from aiogram.fsm.context import FSMContext
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.navigation.frames.stack import NavigationStack
from domain.shared.identity import Role

KEY = "conversation"


class LivingMessage(BaseModel):
    """The one message that a chat goes on in, and the file id of its picture, if it has one."""

    model_config = ConfigDict(frozen=True)

    id: int
    picture: str | None = None


class Conversation(BaseModel):
    """All that is remembered of one chat between two updates, in the FSM storage.

    `digest` tells what the living message shows; `note` is what was typed and is not done yet: for
    a visit that is not booked, whom it is for, why one is cancelled or time is taken away. At the
    menu it is gone. The stack, apart from it, holds ids and times only.
    `role` is whose menu the person looks at: it tells nothing of what they may do. `commands_of`
    are the roles whose commands Telegram shows. `contact_request` is the id of the message that put
    a button for the phone number under the text field, while that is there.
    """

    model_config = ConfigDict(frozen=True)

    stack: NavigationStack = NavigationStack()
    living: LivingMessage | None = None
    digest: str = ""
    note: str = ""
    role: Role = Role.CLIENT
    commands_of: frozenset[Role] = frozenset({Role.CLIENT})
    contact_request: int | None = None


async def load_conversation(state: FSMContext) -> Conversation:
    """Return what is remembered; nothing, or what an older version wrote, begins anew."""
    try:
        return Conversation.model_validate((await state.get_data()).get(KEY, {}))
    except ValidationError:
        return Conversation()


async def save_conversation(state: FSMContext, conversation: Conversation) -> None:
    """Remember the conversation."""
    await state.set_data({KEY: conversation.model_dump(mode="json")})
