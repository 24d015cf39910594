"""How an error of the domain is put into words."""

from markupsafe import Markup

from bot.errors.texts import ErrorTexts
from bot.ui.localizer import Localizer
from domain.shared.errors import DomainError


def explain(error: DomainError, localizer: Localizer, texts: ErrorTexts) -> Markup:
    """Return what happened, why, and what to do next, by the nearest kind that has a text.

    `texts` has one for `DomainError`. Moments in errors are aware, and written in their own zone.
    """
    text = next(texts[kind] for kind in type(error).__mro__ if kind in texts)
    return localizer.t(text.text, **text.values(error, localizer))


def explain_plainly(error: DomainError, localizer: Localizer, texts: ErrorTexts) -> str:
    """Return the same on one line without tags, such as for the answer to a payment."""
    return ". ".join(part.striptags() for part in explain(error, localizer, texts).split("\n\n"))
