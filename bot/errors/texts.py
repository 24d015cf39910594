"""Texts of domain errors for users; each feature declares its own."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bot.ui.localizer import Localizer
from domain.shared.errors import DomainError


def _no_values(_error: DomainError, _localizer: Localizer) -> Mapping[str, object]:
    return {}


class ErrorText(NamedTuple):
    """An English text, marked with `gettext_noop`, and the values of its `{names}`.

    The text says what happened, why, and what to do next; the first paragraph is the heading.
    `values` takes an error of the class that the text is for.
    """

    text: str
    values: Callable[[Any, Localizer], Mapping[str, object]] = _no_values


ErrorTexts = Mapping[type[DomainError], ErrorText]
