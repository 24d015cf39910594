import re
import unicodedata

_MEANT = frozenset("\u200c\u200d" + "".join(map(chr, range(0xE0020, 0xE0080))))
"""Invisible signs that are part of words in Persian or Hindi, or of an emoji."""

_DASH_BETWEEN_DIGITS = re.compile(
    "(?<=[0-9)])( ?)[\u2043\u2212\u30fc\u00b7\u2022_~]+( ?)(?=[0-9(])"
)
"""What is typed for a dash, and is none in Unicode; Japanese has its `\u30fc` in words as well."""

_PLAIN = {"Pd": "-", "Zs": " "}
"""What replaces a sign of these categories: dashes, and spaces of other widths."""

_STRAY_JOINER = re.compile(r"(?<![^\s0-9+])[\u200c\u200d]+|[\u200c\u200d]+(?![^\s0-9+])")


def cleaned(text: str, *, in_one_line: bool = False) -> str:
    """Return a user's text for storage, without surrounding whitespace and null characters."""
    storable = text.replace("\0", "")
    return " ".join(storable.split()) if in_one_line else storable.strip()


def in_plain_digits(text: str) -> str:
    """Return the text with digits of any script or width as `0` to `9`."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", text)
    )


def in_plain_signs(text: str) -> str:
    """Return the text with plain digits, every dash as `-`, and no invisible signs.

    For texts with numbers that were copied from elsewhere: those hold direction marks, spaces
    of no width and dashes of every kind.
    """
    visible = _STRAY_JOINER.sub("", _without_invisible(in_plain_digits(text)))
    plain = "".join(_PLAIN.get(unicodedata.category(sign), sign) for sign in visible)
    return _DASH_BETWEEN_DIGITS.sub(r"\1-\2", plain)


def _without_invisible(text: str) -> str:
    """Drop signs of no width; one between a word and a number becomes a space."""
    kept: list[str] = []
    is_divided = False
    for sign in text:
        if unicodedata.category(sign) == "Cf" and sign not in _MEANT:
            is_divided = True
            continue
        if is_divided and kept and kept[-1].isalpha() != sign.isalpha():
            kept.append(" ")
        kept.append(sign)
        is_divided = False
    return "".join(kept)
