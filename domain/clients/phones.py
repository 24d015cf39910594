"""Phone numbers: read as people write them, stored as E.164, shown in groups."""

import re
from collections.abc import Collection

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberMatcher

from domain.shared.texts import in_plain_digits

FEWEST_DIGITS = 3
"""Fewer digits in a row can be part of a name, and are too few to search for."""

_DIGITS_IN_A_ROW = re.compile(r"(?:\+[\s(]*|\(?)[0-9][0-9\s()./–-]*")
_PLUS = re.compile(r"(\(?)(?:\+|00)[\s./–-]*(?=[1-9])")
_NO_DIGIT = re.compile(r"\D")
_BESIDE = " \n\t,;:/–-\u200e\u200f\u202a\u202c\u202d\u2066\u2068\u2069"
"""What may stand between a name and a number: invisible marks of direction come with a copy."""


def read_phone(text: str, countries: Collection[str]) -> str | None:
    """Return the number as E.164, such as `+491701234567`; `None` if the text is not one alone.

    A number that begins with `+` or `00` has its country already, and no other is tried. Any other
    has to be valid as it is dialled in one of `countries` (ISO 3166 codes, such as those of the
    locations), with the trunk prefix of that country: 0 in Germany, 8 in Russia. If it is another
    number in a second one of them, it is none.
    """
    found = split_phone(text, countries)
    return found[1] if found and not found[0] else None


def split_phone(text: str, countries: Collection[str]) -> tuple[str, str | None] | None:
    """Return the text around the number, and the number, if there is one, as `read_phone` does.

    `None` if there are digits, but no number, or more than one.
    """
    plain = _DIGITS_IN_A_ROW.sub(_with_plus, in_plain_digits(text))
    readings = {one for country in countries or (None,) if (one := _split(plain, country))}
    return readings.pop() if len(readings) == 1 else None


def shown_phone(phone: str) -> str:
    """Return a stored number for people: `+49 170 1234567`; one that is not E.164 as it is."""
    if read_phone(phone, ()) != phone:
        return phone
    return phonenumbers.format_number(phonenumbers.parse(phone), PhoneNumberFormat.INTERNATIONAL)


def without_trunk_prefix(digits: str, country: str) -> str:
    """Return the digits of a number, or of its beginning, without what is dialled at home alone."""
    metadata = PhoneMetadata.metadata_for_region(country, None)
    prefix = (metadata and metadata.national_prefix) or ""
    return digits.removeprefix(prefix)


def _with_plus(found: re.Match[str]) -> str:
    plus = _PLUS.match(found[0])
    return f"{plus[1]}+{found[0][plus.end() :]}" if plus else found[0]


def _split(plain: str, country: str | None) -> tuple[str, str | None] | None:
    """Split by the rules of one country; nothing where digits are left that it cannot read."""
    found = list(PhoneNumberMatcher(plain, country))
    if len(found) > 1 or any(match.number.extension for match in found):
        return None
    rest, phone = plain, None
    for match in found:
        before, after = plain[: match.start], plain[match.end :].lstrip(_BESIDE + ")")
        if before.rstrip(" (").endswith("+") or after[:1].isdecimal():
            return None  # it is a part of another number
        rest = f"{before.rstrip(_BESIDE)} {after}"
        phone = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    if any(map(_is_phone_like, _DIGITS_IN_A_ROW.findall(rest))):
        return None
    return rest.strip(_BESIDE), phone


def _is_phone_like(digits: str) -> bool:
    return digits.startswith("+") or len(_NO_DIGIT.sub("", digits)) >= FEWEST_DIGITS
