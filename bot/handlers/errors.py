import structlog
from aiogram.exceptions import AiogramError, TelegramForbiddenError
from aiogram.types import ErrorEvent, Message, User

from bot.middlewares.correlation import correlation_code
from bot.navigation.answering import answer
from bot.views import notices
from bot.views.catalogues import Catalogues
from bot.views.reader import Reader
from domain.clients.model import LANGUAGES

log = structlog.get_logger(__name__)


async def on_error(event: ErrorEvent, catalogues: Catalogues) -> None:
    """Log what nobody foresaw, and tell its code to the person whom it happened to."""
    if isinstance(event.exception, TelegramForbiddenError):
        log.info("bot_blocked_by_user")
        return
    log.error("update_failed", exc_info=event.exception)
    code = correlation_code()
    update = event.update
    if update.callback_query is not None:
        text = notices.unforeseen_error(code, _reader(update.callback_query.from_user, catalogues))
        await answer(update.callback_query, text, alert=True)
    elif update.message is not None and update.message.from_user is not None:
        text = notices.unforeseen_error(code, _reader(update.message.from_user, catalogues))
        await _reply(update.message, text)


async def _reply(message: Message, text: str) -> None:
    """Tell it in plain words, if Telegram is not what failed."""
    try:
        await message.answer(text, parse_mode=None)
    except AiogramError as error:
        log.info("person_unreached", error=type(error).__name__)


def _reader(user: User, catalogues: Catalogues) -> Reader:
    """Speak the language of the person's Telegram: the database may be what failed."""
    spoken = (user.language_code or "").partition("-")[0]
    language = spoken if spoken in LANGUAGES else LANGUAGES[0]
    return Reader(language, None, catalogues[language])
