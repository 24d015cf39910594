"""Phone numbers: read as people write them, stored as E.164, shown in groups."""

from collections.abc import Iterable

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumber, PhoneNumberFormat

from domain.shared.texts import in_plain_digits

WHOLE = ("+", "00")
"""A number that begins so has its country already, and no other is tried."""


def read_phone(text: str, countries: Iterable[str]) -> str | None:
    """Return the number as E.164, such as `+491701234567`; `None` if it is not valid.

    A number without a country belongs to the first of `countries` (ISO 3166 codes, such as those
    of the locations) in which it is valid. Its trunk prefix is that country's: 0 in Germany, 8 in
    Russia.
    """
    digits = in_plain_digits(text).strip()
    if digits.startswith(WHOLE):
        return _valid("+" + digits.removeprefix("00").removeprefix("+"), None)
    return next(filter(None, (_valid(digits, country) for country in countries)), None)


def shown_phone(phone: str) -> str:
    """Return a stored number for people: `+49 170 1234567`; one that is not E.164 as it is."""
    number = _parsed(phone, None)
    if number is None:
        return phone
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def without_trunk_prefix(digits: str, country: str) -> str:
    """Return the digits of a number, or of its beginning, without what is dialled at home alone."""
    metadata = PhoneMetadata.metadata_for_region(country, None)
    prefix = (metadata and metadata.national_prefix) or ""
    return digits.removeprefix(prefix)


def _valid(text: str, country: str | None) -> str | None:
    number = _parsed(text, country)
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _parsed(text: str, country: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None
