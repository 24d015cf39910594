import structlog
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, PreCheckoutQuery

log = structlog.get_logger(__name__)


async def answer(query: CallbackQuery, toast: str, *, alert: bool = False) -> None:
    """Answer a tap, if possible: the screen shows everything, the answer is optional.

    Telegram drops taps that wait too long, for example during a restart of the bot.
    """
    try:
        await query.answer(toast or None, show_alert=alert)
    except AiogramError as error:
        log.info("tap_unanswered", error=type(error).__name__)


async def answer_checkout(query: PreCheckoutQuery, refusal: str = "") -> None:
    """Approve a payment, or refuse it with a plain text of at most 200 characters.

    If the answer fails, Telegram refuses the payment by itself after 10 seconds.
    """
    try:
        await query.answer(ok=not refusal, error_message=refusal or None)
    except AiogramError as error:
        log.warning("checkout_unanswered", error=type(error).__name__)
