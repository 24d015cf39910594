"""Names folded for a search: without case, accents and the variants of apostrophe and dash."""

import unicodedata

from domain.shared.names import stand_in_number

NO_NAME = "client kunde kundin клиент"
"""What a person without a name is found by, beside the number."""

LONGEST_SEARCH_TEXT = 600
"""Signs of up to 4 bytes: an entry of an index has at most 2704 bytes, and signs may expand."""

_APOSTROPHES = "'`´ʹʻʼʽʾʿˈ‘’‛′՚׳ꞌ＇"
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ŋ": "n",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ґ": "г",
        "−": "-",
    }
)
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def foldings(text: str) -> tuple[str, ...]:
    """Return the ways in which the text may be written plainly: `Müller` is muller and mueller."""
    small = unicodedata.normalize("NFC", text.translate(_NO_APOSTROPHES).casefold())
    return tuple(dict.fromkeys((_plain(small), _plain(small.translate(_DIGRAPHS)))))


def search_text(name: str, known_as: str | None = None) -> str:
    """Return what a person is searched in: each folding of their names on a line."""
    number = stand_in_number(name)
    lines = [*foldings(name if number is None else f"#{number} {NO_NAME}")]
    lines += foldings(known_as) if known_as else ()
    return "\n".join(dict.fromkeys(lines))[:LONGEST_SEARCH_TEXT]


def _plain(small: str) -> str:
    """Fold letters, digits of other scripts and signs; keep dashes, as one kind of dash."""
    split = unicodedata.normalize("NFKD", small.translate(_PLAIN)).casefold()
    kept = "".join(_sign(sign) for sign in split.translate(_PLAIN).translate(_NO_APOSTROPHES))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Mn", "Cf", "Cs"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return "-" if category == "Pd" else sign
