"""Names of people: cleaned where they enter, and replaced where nothing in them is visible."""

import re
import unicodedata

from domain.shared.ids import UserId

LONGEST_NAME = 128
"""Telegram's first and last name together."""

MOST_MARKS = 4
"""Accents on one letter; no script in use needs more."""

_JOINERS = "\u200c\u200d"
"""Parts of emoji and of Persian and Indian words."""

_FLAG_TAGS = range(0xE0020, 0xE0080)
_BLANKS = dict.fromkeys(map(ord, "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"), " ")
"""Signs that are letters or symbols by their category, and look empty."""

_STAND_IN = re.compile(r"#(\d+)")


def clean_name(name: str) -> str:
    """Return a name as it is stored: one line of `LONGEST_NAME` signs at most.

    It has no control characters and nothing that reverses the text around it. It is empty if
    nothing in it is visible.
    """
    plain = unicodedata.normalize("NFC", name).translate(_BLANKS)
    kept = "".join(" " if sign.isspace() else sign for sign in plain if _is_stored(sign))
    line = " ".join(word for word in kept.split() if is_visible(word))
    short = _with_few_marks(line)[:LONGEST_NAME].strip(" " + _JOINERS)
    return "" if _STAND_IN.fullmatch(short) else short


def is_visible(text: str) -> bool:
    """Return whether there is anything to see in the text."""
    shown = text.translate(_BLANKS)
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in shown)


def stand_in(user_id: UserId) -> str:
    """Return what is stored for a user whose name is empty; nobody can choose such a name."""
    return f"#{user_id}"


def stand_in_number(name: str) -> int | None:
    """Return the user's number from a name made by `stand_in`; `None` for any other name."""
    found = _STAND_IN.fullmatch(name)
    return int(found[1]) if found else None


def _is_stored(sign: str) -> bool:
    if sign.isspace() or sign in _JOINERS or ord(sign) in _FLAG_TAGS:
        return True
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}


def _with_few_marks(line: str) -> str:
    kept: list[str] = []
    marks = 0
    for sign in line:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
