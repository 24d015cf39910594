"""Figures as a locale writes them."""

import pytest

from bot.notifications.digests.figures import change
from domain.shared.money import Money
from tests.support.reading import localizer


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (1120, 1000, "▲ 12%"),
        (500, 1000, "▼ 50%"),
        (1001, 1000, "▲ <1%"),
        (999, 1000, "▼ <1%"),
        (1005, 1000, "▲ 1%"),
        (1000, 1000, None),
        (1000, 0, None),
    ],
)
def test_a_change_is_told_in_percent_and_never_as_none(
    now: int, before: int, words: str | None
) -> None:
    assert change(Money(now, "EUR"), Money(before, "EUR"), localizer()) == words
