"""Every message can be read by a channel that knows neither markup nor buttons."""

import re

import pytest
from markupsafe import Markup

from bot.notifications.render import render_notification
from bot.ui.plain_text import plain_text
from bot.ui.screen import Button, Screen
from domain.clients.model import LANGUAGES
from tests.bot.support.notifications import every_notification
from tests.bot.support.salon import Salon
from tests.support.reading import localizer, text_of

MARKUP = re.compile(r"</?[a-z]|&(#\d+|[a-z]+);")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_reads_without_tags_and_entities(language: str) -> None:
    for notification in every_notification(Salon(), language):
        screen = render_notification(notification, localizer(language))
        assert not MARKUP.search(plain_text(screen))


@pytest.mark.parametrize("word", ["", "Tom & <b>Jerry</b> &amp; 5 > 3"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_the_words_that_telegram_shows(language: str, word: str) -> None:
    for notification in every_notification(Salon(word=word), language):
        screen = render_notification(notification, localizer(language))
        assert plain_text(screen).startswith(text_of(screen).strip())


def test_links_are_written_out() -> None:
    text = Markup('See <a href="https://shop.example/?a=1&amp;b=2">our page</a>.')
    assert plain_text(Screen(text)) == "See our page (https://shop.example/?a=1&b=2)."


def test_buttons_that_lead_somewhere_are_written_out() -> None:
    rows = (
        (Button("Directions", url="https://maps.example/?q=1"), Button("Move")),
        (Button("Copy the address", copy_text="Main Street 1"),),
    )
    assert plain_text(Screen(Markup("Your visit"), rows)) == (
        "Your visit\n\nDirections: https://maps.example/?q=1\nCopy the address: Main Street 1"
    )
