"""Whatever a business or a client wrote, Telegram takes every screen, and no id shows."""

from zoneinfo import ZoneInfo

import pytest

from bot.ui.back_and_home import with_navigation
from domain.clients.model import LANGUAGES
from tests.bot.support.all_screens import MANY, MANY_MASTERS, every_screen
from tests.bot.support.salon import Salon
from tests.support.reading import assert_sendable, localizer

NOTE = 'Please <b>no</b> music & "talk" 🎵\n' * 120

WORDS = {
    "ordinary": "",
    "hostile": "{name}<b>&\"'</b></i>%s\\",
    "markup alone": "<a href='tg://user?id=1'>",
    "very long": "Wonderful " * 400,
    "one long word": "W" * 4000,
    "emoji": "💇‍♀️👨‍👩‍👧‍👦" * 100,
    "right to left": "قص شعر " * 30,
    "turned around": "\u202eabc\u2066",
    "invisible": " \u200b\n\t ",
    "lines": "first\nsecond\r\nthird",
}


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_screen(language: str, word: str) -> None:
    salon = Salon(word=word, services=MANY, masters=MANY_MASTERS)
    for screen in every_screen(salon, localizer(language), NOTE):
        assert_sendable(with_navigation(screen, 3, localizer(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_screen_of_a_reader_elsewhere(language: str) -> None:
    far_away = localizer(language, ZoneInfo("Pacific/Chatham"))
    for screen in every_screen(Salon(), far_away, ""):
        assert_sendable(with_navigation(screen, 2, far_away))
