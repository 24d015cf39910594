from aiogram.fsm.context import FSMContext
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.navigation.frames.stack import NavigationStack
from domain.shared.identity import Role

KEY = "conversation"


class LivingMessage(BaseModel):
    """The one message that the bot edits in a chat, and the file id of its picture, if any."""

    model_config = ConfigDict(frozen=True)

    id: int
    picture: str | None = None


class Conversation(BaseModel):
    """The state of one chat between two updates, in the FSM storage.

    `digest` identifies the content of the living message. `note` is typed text that is not used
    yet: the note of a visit to book, its client, the reason to cancel a visit or to block time.
    It is cleared at the menu; the stack holds ids and times only.
    `role` selects the menu that the person sees and grants no rights. `commands_of` are the roles
    whose commands Telegram shows. `contact_request` is the id of the message that put a button for
    the phone number under the text field, while it is there.
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
    """Return the stored conversation; a new one if there is none or it cannot be read."""
    try:
        return Conversation.model_validate((await state.get_data()).get(KEY, {}))
    except ValidationError:
        return Conversation()


async def save_conversation(state: FSMContext, conversation: Conversation) -> None:
    """Store the conversation."""
    await state.set_data({KEY: conversation.model_dump(mode="json")})
