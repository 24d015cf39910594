"""Whatever a business or a client wrote, Telegram takes every screen, and no id shows."""

from zoneinfo import ZoneInfo

import pytest

from bot.ui.back_and_home import with_navigation
from domain.clients.model import LANGUAGES
from tests.bot.support.all_screens import MANY, MANY_MASTERS, every_screen
from tests.bot.support.awkward_texts import WORDS
from tests.bot.support.salon import Salon
from tests.support.reading import assert_sendable, localizer

NOTE = 'Please <b>no</b> music & "talk" 🎵\n' * 120


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
