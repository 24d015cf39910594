from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.catalog.model import Label
from domain.shared.money import Money
from tests.support.reading import localizer

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("en", Money(3500, "EUR"), "€35"),
        ("en", Money(3550, "EUR"), "€35.50"),
        ("de", Money(123_456, "EUR"), "1.234,56 €"),
        ("de", Money(3500, "CHF"), "35 CHF"),
        ("en", Money(3500, "CHF"), "CHF 35"),
        ("ru", Money(3_500_00, "RUB"), "3 500 ₽"),
        ("en", Money(3500, "JPY"), "¥3,500"),
        ("en", Money(3500, "KWD"), "KWD 3.500"),
        ("en", Money(0, "USD"), "$0"),
        ("de", Money(3500, "JPY"), "3.500 ¥"),
        ("en", Money(12_500, "RSD"), "RSD 125"),  # reckoned with decimals, whatever shops do
        ("de", Money(12_555, "RSD"), "125,55 RSD"),
        ("en", Money(50, "XTR"), "⭐50"),
        ("ru", Money(50, "XTR"), "50 ⭐"),
    ],
)
def test_money_is_written_as_the_locale_does_with_the_digits_of_the_currency(
    language: str, amount: Money, written: str
) -> None:
    assert localizer(language).money(amount).replace("\xa0", " ") == written


def test_words_of_people_are_escaped_and_own_markup_is_not() -> None:
    said = localizer("ru").t("👋 <b>Welcome to {business}!</b>", business="<Anna & Co>")
    assert said == "👋 <b>Вас приветствует &lt;Anna &amp; Co&gt;!</b>"


def test_name_is_the_translation_of_the_readers_language() -> None:
    words = Label("Haircut", {"ru": "Стрижка"})
    assert [localizer(language).name(words) for language in ("en", "ru")] == ["Haircut", "Стрижка"]


def test_lengths_of_time_leave_out_what_is_nothing() -> None:
    assert localizer().duration(90) == "1 hr 30 min"
    assert localizer().duration(60) == "1 hr"
    assert localizer().span(24 * 60) == "24 hours"
    assert localizer().span(7 * 24 * 60) == "7 days"
    assert localizer().span(0) == "0 minutes"
    assert localizer("ru").span(24 * 60) == "24 часа"


def test_time_is_that_of_the_zone() -> None:
    assert localizer("de").time(NOON, BERLIN) == "12:00"
    assert localizer("de").day_and_time(NOON, BERLIN) == "Fr., 27. Nov., 12:00"
    assert localizer("de").day_and_time(NOON.astimezone(TOKYO)) == "Fr., 27. Nov., 20:00"


def test_own_time_is_told_only_where_it_differs_and_with_the_day_where_that_does() -> None:
    late = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    assert localizer("de").own_time(NOON, BERLIN) is None
    assert localizer("de", ZoneInfo("Europe/Paris")).own_time(NOON, BERLIN) is None
    assert localizer("de", TOKYO).own_time(NOON, BERLIN) == "20:00"
    assert localizer("de", TOKYO).both_times(late, BERLIN) == "18:00 (Sa 02:00)"


def test_days_are_written_in_the_readers_language() -> None:
    day = date(2026, 11, 27)
    russian = localizer("ru")
    assert russian.day(day) == "пт, 27 нояб."
    assert russian.month_alone(day) == "ноябрь"
    assert localizer("en").full_day(day) == "Friday, November 27, 2026"


def test_cities_have_their_names_in_the_readers_language() -> None:
    assert localizer("ru").city(ZoneInfo("Europe/Berlin")) == "Берлин"
    assert localizer("en").city(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"
    assert localizer("en").city(ZoneInfo("UTC")) == "UTC"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Client 12"), ("de", "Kunde 12"), ("ru", "Клиент 12")]
)
def test_a_person_without_a_visible_name_is_shown_by_number(language: str, shown: str) -> None:
    assert localizer(language).person("#12") == shown
    assert localizer(language).person("Ann #12") == "Ann #12"


def test_a_master_without_a_visible_name_has_a_number() -> None:
    assert localizer("de").name(Label("#12")) == "Nr. 12"
