"""Why a visit changed, in words."""

from dataclasses import replace
from enum import StrEnum

import pytest

from bot.ui.visit.history import KNOWN_REASONS, history_lines
from domain.visit import reasons
from domain.visit.model import BookingStatus
from tests.bot.support.salon import BERLIN
from tests.bot.support.visit_screens import line
from tests.support.reading import CATALOGUES, localizer

REASONS = [
    reason
    for kind in vars(reasons).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    for reason in kind
]


def told(reason: str, language: str) -> str:
    """Return the line of a visit that changed for a reason."""
    history = [replace(line(BookingStatus.CANCELLED), reason=reason)]
    return str(history_lines(history, BERLIN, localizer(language)))


@pytest.mark.parametrize("language", sorted(CATALOGUES))
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_that_the_program_writes_has_words(reason: StrEnum, language: str) -> None:
    words = localizer(language).t(KNOWN_REASONS[reason])
    assert told(reason, language).endswith(f" · {words}")
    assert (words == KNOWN_REASONS[reason]) is (language == "en")


def test_one_reason_is_not_taken_for_another() -> None:
    assert len(REASONS) == len(set(REASONS)) == len(KNOWN_REASONS)
