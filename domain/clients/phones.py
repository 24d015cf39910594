"""Phone numbers: parsed as people write them, stored as E.164, shown in groups."""

import re
from collections.abc import Collection

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberMatcher

from domain.shared.texts import in_plain_signs

FEWEST_DIGITS = 3
"""Fewer consecutive digits can be part of a name, and are too few for a search."""

_DIGITS_IN_A_ROW = re.compile(r"(?:\+[\s(]*|\(?)[0-9][0-9\s()./–-]*")
_PLUS = re.compile(r"(\(?)(?:\+|00)[\s./–-]*(?=[1-9])")
_NO_DIGIT = re.compile(r"\D")
_BESIDE = " \n\t,;:/-"
"""Separators between a name and a number."""

_LABEL = re.compile(
    r"\b(?:tel|telefon|telephone|phone|mobile|mobil|cell|handy|call|whatsapp|nr"
    r"|тел|телефон|моб|мобильный|номер)\b[ .:]*\Z",
    re.IGNORECASE,
)
"""A word that says what the number after it is."""


def read_phone(text: str, countries: Collection[str]) -> str | None:
    """Return the number as E.164, such as `+491701234567`; `None` if the text is anything else.

    A number that begins with `+` or `00` includes its country code, and no country is tried. Any
    other must be valid as dialled in one of `countries` (ISO 3166 codes, such as those of the
    locations), with the trunk prefix of that country: 0 in Germany, 8 in Russia. The result is
    `None` if two of the countries give different numbers.
    """
    found = split_phone(text, countries)
    return found[1] if found and not found[0] else None


def split_phone(text: str, countries: Collection[str]) -> tuple[str, str | None] | None:
    """Return the text around the number, and the number, if any, by the rules of `read_phone`.

    `None` if there are digits that form no number, or more than one number.
    """
    plain = _DIGITS_IN_A_ROW.sub(_with_plus, in_plain_signs(text))
    readings = {one for country in countries or (None,) if (one := _split(plain, country))}
    return readings.pop() if len(readings) == 1 else None


def shown_phone(phone: str) -> str:
    """Format a stored number: `+49 170 1234567`; one that is not E.164 is returned unchanged."""
    if read_phone(phone, ()) != phone:
        return phone
    return phonenumbers.format_number(phonenumbers.parse(phone), PhoneNumberFormat.INTERNATIONAL)


def without_country_code(phone: str) -> str:
    """Return the digits of a stored number (E.164) without the country code: `1701234567`."""
    return phonenumbers.national_significant_number(phonenumbers.parse(phone))


def without_trunk_prefix(digits: str, country: str) -> str:
    """Return the digits of a (partial) number without the country's trunk prefix."""
    metadata = PhoneMetadata.metadata_for_region(country, None)
    prefix = (metadata and metadata.national_prefix) or ""
    return digits.removeprefix(prefix)


def _with_plus(found: re.Match[str]) -> str:
    plus = _PLUS.match(found[0])
    return f"{plus[1]}+{found[0][plus.end() :]}" if plus else found[0]


def _split(plain: str, country: str | None) -> tuple[str, str | None] | None:
    """Split by the rules of one country; `None` if unreadable digits are left."""
    found = list(PhoneNumberMatcher(plain, country))
    if len(found) > 1 or any(match.number.extension for match in found):
        return None
    rest, phone = plain, None
    for match in found:
        before, after = plain[: match.start], plain[match.end :].lstrip(_BESIDE + ")")
        if before.rstrip(" (").endswith("+") or after[:1].isdecimal():
            return None  # it is part of another number
        rest = f"{_LABEL.sub('', before.rstrip(_BESIDE + '(')).rstrip(_BESIDE + '(')} {after}"
        phone = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    if any(map(_is_phone_like, _DIGITS_IN_A_ROW.findall(rest))):
        return None
    return _without_brackets(rest.strip(_BESIDE)), phone


def _without_brackets(rest: str) -> str:
    """Return the name of `+49 170 1234567 (Anna)`."""
    is_one = rest.startswith("(") and rest.find(")") == len(rest) - 1
    return rest[1:-1].strip() if is_one else rest


def _is_phone_like(digits: str) -> bool:
    return digits.startswith("+") or len(_NO_DIGIT.sub("", digits)) >= FEWEST_DIGITS
