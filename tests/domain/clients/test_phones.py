import pytest

from domain.clients.phones import read_phone, shown_phone


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("0170 1234567", "DE", "+491701234567"),
        ("+49 170 1234567", "US", "+491701234567"),
        ("0049 170 1234567", "US", "+491701234567"),
        ("1234567", "DE", None),
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("8 701 234 5678", "KZ", "+77012345678"),
        ("8 (912) 345-67-89", "US", None),
        ("+8 912 345-67-89", "RU", None),
        ("(212) 555-0100", "US", "+12125550100"),
        ("0664 1234567", "AT", "+436641234567"),
        ("067 123 4567", "UA", "+380671234567"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 20 7946 0958", "DE", "+442079460958"),
        ("", "DE", None),
        ("+", "DE", None),
        ("0" * 400, "DE", None),
        ("9" * 400, "DE", None),
    ],
)
def test_a_number_is_read_by_its_own_country_or_that_of_the_place(
    text: str, country: str, e164: str | None
) -> None:
    assert read_phone(text, [country]) == e164


def test_the_first_country_in_which_a_number_exists_is_taken() -> None:
    assert read_phone("0664 1234567", ["RU", "AT"]) == "+436641234567"
    assert read_phone("0170 1234567", []) is None


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+491701234567", "+49 170 1234567"),
        ("+12125550100", "+1 212-555-0100"),
        ("ask for Anna", "ask for Anna"),
        ("12345", "12345"),
    ],
)
def test_a_number_is_shown_in_groups(stored: str, shown: str) -> None:
    assert shown_phone(stored) == shown
