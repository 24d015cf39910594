from collections.abc import Sequence
from urllib.parse import urlsplit

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from demo.simulator.errors import bad_request
from demo.simulator.wire import to_json_text

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_MARKUP_BYTES = 10_240
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
_MAX_REPLY_BUTTONS = 300
_MAX_REPLY_ROW = 12
_STYLES = frozenset({"primary", "success", "danger"})
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def read_inline_keyboard(markup: object, *, invoice: bool = False) -> InlineKeyboardMarkup | None:
    """Checks an inline keyboard; returns None for a keyboard without buttons.

    Raises:
        ApiError: Telegram would reject it.
    """
    if markup is None:
        return None
    if not isinstance(markup, InlineKeyboardMarkup):
        raise bad_request("inline keyboard expected")
    rows = [row for row in markup.inline_keyboard if row]
    if not rows:
        return None
    _check_size(rows, MAX_BUTTONS, MAX_ROW)
    if len(to_json_text(markup).encode()) > MAX_MARKUP_BYTES:
        raise bad_request("reply markup is too long")
    if invoice and not rows[0][0].pay:
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")  # the first button of an invoice is Pay
    for number, button in enumerate(button for row in rows for button in row):
        _check_button(button, pay_allowed=invoice and number == 0)
    return InlineKeyboardMarkup(inline_keyboard=rows)


def check_reply_keyboard(markup: ReplyKeyboardMarkup) -> None:
    """Raises `ApiError` if a reply keyboard is larger than Telegram accepts."""
    _check_size(markup.keyboard, _MAX_REPLY_BUTTONS, _MAX_REPLY_ROW)
    if any(not button.text for row in markup.keyboard for button in row):
        raise bad_request('can\'t parse keyboard button: Field "text" must be non-empty')


def _check_size(rows: Sequence[Sequence[object]], max_buttons: int, max_row: int) -> None:
    if sum(map(len, rows)) > max_buttons or any(len(row) > max_row for row in rows):
        raise bad_request("reply markup is too long")


def _check_button(button: InlineKeyboardButton, *, pay_allowed: bool) -> None:
    actions = [name for name in _ACTIONS if getattr(button, name) is not None]
    if not button.text.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: more than one action: {', '.join(actions)}"
        )
    if button.style is not None and button.style not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if button.callback_data is not None and not (
        1 <= len(button.callback_data.encode()) <= MAX_CALLBACK_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")
    if button.copy_text is not None and not 1 <= len(button.copy_text.text) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.url is not None:
        _check_url(button.url)
    if button.pay is not None and not pay_allowed:
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    known = parts.scheme in {"tg", "ton"}
    on_the_web = parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")
    if not (known or on_the_web):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
