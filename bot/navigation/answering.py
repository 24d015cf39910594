import structlog
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery

log = structlog.get_logger(__name__)


async def answer(query: CallbackQuery, notice: str, *, alert: bool = False) -> None:
    """Answer a tap, if that can be: the screen says all, the answer is a courtesy.

    Telegram forgets taps that waited too long, for a restart of the bot say.
    """
    try:
        await query.answer(notice or None, show_alert=alert)
    except AiogramError as error:
        log.info("tap_unanswered", error=type(error).__name__)
