"""Texts for domain errors."""

from markupsafe import Markup

from bot.errors.texts import ErrorTexts
from bot.ui.localizer import Localizer
from domain.shared.errors import DomainError


def explain(error: DomainError, localizer: Localizer, texts: ErrorTexts) -> Markup:
    """Return what happened, why, and what to do next: the text of the nearest class in the MRO.

    `texts` must contain `DomainError`. Moments in errors are aware, and shown in their own zone.
    """
    text = next(texts[kind] for kind in type(error).__mro__ if kind in texts)
    return localizer.t(text.text, **text.values(error, localizer))


def explain_plainly(error: DomainError, localizer: Localizer, texts: ErrorTexts) -> str:
    """Return the same on one line without tags, for example to answer a checkout."""
    return ". ".join(part.striptags() for part in explain(error, localizer, texts).split("\n\n"))
