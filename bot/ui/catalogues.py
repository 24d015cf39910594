"""The languages of the chat, read from the catalogues that translators edit."""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from domain.clients.model import LANGUAGES

Catalogues = Mapping[str, NullTranslations]
"""The texts of the chat by language."""

LOCALES = Path(__file__).parent.parent / "locales"
SOURCE_LANGUAGE = "en"
"""The language of the texts in the code, which need no catalogue."""


def catalogue_path(language: str) -> Path:
    """Return the path of the catalogue of a language."""
    return LOCALES / language / "LC_MESSAGES" / "bookline.po"


@cache
def load_catalogues() -> Catalogues:
    """Return the texts of every language; the first call takes some 30 ms for each."""
    return {
        language: NullTranslations() if language == SOURCE_LANGUAGE else _load(language)
        for language in LANGUAGES
    }


def _load(language: str) -> GNUTranslations:
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
