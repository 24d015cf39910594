import inspect
from typing import get_type_hints
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.booking import DayReason
from bot.ui import payment_toasts, toasts
from domain.clients.model import LANGUAGES
from tests.bot.support.salon import NOW
from tests.support.reading import localizer

VALUES = {
    "limit": 500,
    "code": "<b>7f3a9c</b>",
    "reason": DayReason.FULL,
    "zone": ZoneInfo("America/Argentina/ComodRivadavia"),
    "now": NOW,
}
TOASTS = [
    function
    for module in (toasts, payment_toasts)
    for _, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("toast", TOASTS, ids=lambda function: function.__name__)
def test_every_toast_is_plain_text_within_telegrams_200_characters(
    toast: object, language: str
) -> None:
    assert inspect.isfunction(toast)
    names = [name for name in get_type_hints(toast) if name not in {"localizer", "return"}]
    text = toast(*(VALUES[name] for name in names), localizer(language))
    assert 0 < len(text) <= 200
    assert "&lt;" not in text


def test_every_reason_of_a_day_has_its_own_words_in_every_language() -> None:
    for language in LANGUAGES:
        words = {toasts.day_hint(reason, localizer(language)) for reason in DayReason}
        assert len(words) == len(DayReason)


def test_new_language_greets_in_itself() -> None:
    assert toasts.language_changed(localizer("ru")) == "Теперь мы говорим по-русски."


def test_unforeseen_error_tells_its_code() -> None:
    for language in LANGUAGES:
        assert "7f3a9c" in toasts.unforeseen_error("7f3a9c", localizer(language))
