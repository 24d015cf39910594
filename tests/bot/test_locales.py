"""Every text of the chat exists in every language, whole and with its placeholders."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot
from bot.ui.catalogues import SOURCE_LANGUAGE, catalogue_path, load_catalogues
from domain.clients.model import LANGUAGES

TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
KEYWORDS = {"t": (1,), "tn": (1, 2), "gettext_noop": (1,)}  # as `make catalogues` has them
PLACEHOLDER_OR_TAG = re.compile(r"\{\w*\}|</?[a-z-]+>|\n")

MessageId = str | tuple[str, ...]


@pytest.fixture(scope="module")
def texts() -> set[MessageId]:
    """Return every text that the code says."""
    root = Path(bot.__file__).parent
    return {
        tuple(message) if isinstance(message, list | tuple) else message
        for _, _, message, _, _ in extract_from_dir(root, [("**.py", "python")], keywords=KEYWORDS)
    }


def read(language: str) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


def id_of(message: Message) -> MessageId:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def forms(words: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_exactly_the_texts_of_the_code(language: str, texts: set[MessageId]) -> None:
    assert {id_of(message) for message in messages(language)} == texts
    assert not read(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_in_every_plural_form(language: str) -> None:
    plurals = read(language).num_plurals
    for message in messages(language):
        written = forms(message.string)
        assert all(written), message.id
        assert len(written) == (plurals if message.pluralizable else 1), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_tags_and_line_breaks_are_those_of_the_original(language: str) -> None:
    for message in messages(language):
        (wanted,) = {
            tuple(sorted(Counter(PLACEHOLDER_OR_TAG.findall(form)).items()))
            for form in forms(message.id)
        }
        for form in forms(message.string):
            found = Counter(PLACEHOLDER_OR_TAG.findall(form))
            assert tuple(sorted(found.items())) == wanted, form


@pytest.mark.parametrize("language", TRANSLATED)
def test_pictures_and_spaces_at_the_edges_are_those_of_the_original(language: str) -> None:
    for message in messages(language):
        for original, form in zip(forms(message.id), forms(message.string), strict=False):
            if not original[0].isalnum() and original[0] not in "<{":
                assert form[0] == original[0], form
            assert form == form.strip(), form


def test_only_the_languages_of_the_chat_have_catalogues() -> None:
    folder = catalogue_path(SOURCE_LANGUAGE).parents[1]
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted(TRANSLATED)


def test_plural_forms_are_chosen_by_the_language() -> None:
    one, many = "Continue with {count} service", "Continue with {count} services"
    spoken = {
        language: [texts.ngettext(one, many, count) for count in (1, 2, 5, 21)]
        for language, texts in load_catalogues().items()
    }
    assert spoken["en"] == [one, many, many, many]
    assert len(set(spoken["de"])) == 2
    assert len(set(spoken["ru"])) == 3
    assert spoken["ru"][0] == spoken["ru"][3]


def test_every_language_of_the_chat_can_be_loaded() -> None:
    assert tuple(load_catalogues()) == LANGUAGES
