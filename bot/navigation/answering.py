import structlog
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, PreCheckoutQuery

log = structlog.get_logger(__name__)


async def answer(query: CallbackQuery, toast: str, *, alert: bool = False) -> None:
    """Answer a tap, if that can be: the screen says all, the answer is a courtesy.

    Telegram forgets taps that waited too long, for a restart of the bot say.
    """
    try:
        await query.answer(toast or None, show_alert=alert)
    except AiogramError as error:
        log.info("tap_unanswered", error=type(error).__name__)


async def answer_checkout(query: PreCheckoutQuery, refusal: str = "") -> None:
    """Let a payment go on, or refuse it in plain words of at most 200 characters.

    If Telegram cannot be told, it refuses by itself after 10 seconds.
    """
    try:
        await query.answer(ok=not refusal, error_message=refusal or None)
    except AiogramError as error:
        log.warning("checkout_unanswered", error=type(error).__name__)
