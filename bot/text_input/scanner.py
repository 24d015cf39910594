"""What the parsers of typed text share: a text read from its beginning, and what is left of it."""

import re
from dataclasses import dataclass

from domain.shared.texts import in_plain_signs
from domain.shared.time_words import names_a_time

LONGEST_TEXT = 300
"""A longer text is not parsed: it cannot be a time."""

_SEPARATORS = " ,;:-()."


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The words of a text that may hold a time which was not read, so that none of it counts."""

    words: str


@dataclass(slots=True)
class Scanner:
    """A text that is parsed from its beginning."""

    rest: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Consume and return the match, if the rest begins with the pattern."""
        text = self.rest.lstrip()
        found = pattern.match(text)
        if found is not None:
            self.rest = text[found.end() :]
        return found


def plain(text: str) -> str:
    """Return the text on one line, in plain signs; empty if it is too long to be a time."""
    return "" if len(text) > LONGEST_TEXT else " ".join(in_plain_signs(text).split())


def read_reason(rest: str) -> str | NotUnderstood:
    """Return the words after a time as its reason, unless they may be a part of the time."""
    reason = rest.strip(_SEPARATORS)
    if any(map(str.isnumeric, reason)) or names_a_time(reason):
        return NotUnderstood(reason)
    return reason


def either_of(words: tuple[str, ...]) -> str:
    """Return a pattern for one of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
