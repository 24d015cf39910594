"""What admins read in a digest, and what its picture shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.notifications.digests.digest import render_digest
from bot.notifications.digests.picture import digest_picture
from demo.simulator.text.formatting import read_caption
from demo.simulator.text.html_parser import utf16_length
from domain.catalog.model import Label
from domain.clients.model import LANGUAGES
from domain.reporting.digest import Digest, Figures, MasterDayLoad
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.reporting.model import (
    DayRevenue,
    Load,
    Share,
    Turnout,
)
from domain.shared.ids import MasterId
from domain.shared.money import Money
from domain.shared.time import DAY
from tests.bot.support.digest_sample import DIGEST, MIA, SUNDAY, TODAY, euros, location
from tests.support.reading import localizer

CAPTION_UNITS = 1024


NOTHING = Digest(
    location=location(),
    kind=DigestKind.WEEK,
    today=TODAY,
    figures=Figures(DigestKind.WEEK.days_before(TODAY), Turnout(), ()),
    before=Figures(DigestKind.WEEK.days_before(TODAY - 7 * DAY), Turnout(), ()),
    lifetime_values=(),
    retention=Share(0, 0),
    pipeline=(),
    master_names={},
    loads_today=(),
    gaps=(),
    load=Load({}, {}),
    revenue_by_day=(),
)


def words_of(digest: Digest, language: str = "en") -> str:
    """Return what is read beneath the picture: Telegram's strict parser takes it."""
    return read_caption(render_digest(digest, localizer(language)), "HTML", None).text


def test_a_digest_is_short_and_plain() -> None:
    assert words_of(DIGEST).replace("\u202f", " ") == (
        "📊 Shop · Sun, Mar 3\n"
        "\n"
        "💶 Revenue: €1,240 · ▲ 24% · before: €1,000\n"
        "👥 31 visits · before: 28 · €41.33 per client\n"
        "🚫 No-shows and late cancels: 3 · 8% · before: 0\n"
        "❔ 1 visit has no outcome yet\n"
        "🔁 Clients who came again: 61%\n"
        "📅 Ahead: €820 paid, €3,400 to be paid\n"
        "\n"
        "Booked today: Leo 0% · Mia 50%\n"
        "Free today: 11:15 AM–1:00 PM Mia\n"
        "Free tomorrow: 9:00 AM–10:00 AM Leo"
    )


def test_a_week_is_told_by_its_first_and_last_day() -> None:
    days = DigestKind.WEEK.days_before(TODAY)
    weekly = replace(DIGEST, kind=DigestKind.WEEK, figures=Figures(days, Turnout(), (euros(500),)))
    text = words_of(weekly)
    assert "Mon, Feb 25 – Sun, Mar 3" in text
    assert "▼ 50%" in text


def test_a_time_without_visits_is_told_without_shares_of_nothing() -> None:
    assert words_of(NOTHING) == (
        "📊 Shop · Mon, Feb 25 – Sun, Mar 3\n"
        "\n"
        "💶 Revenue: €0 · before: €0\n"
        "👥 0 visits · before: 0\n"
        "🚫 No-shows and late cancels: 0 · before: 0\n"
        "\n"
        "Nobody works today."
    )


def test_amounts_of_two_currencies_are_told_side_by_side_and_not_compared() -> None:
    figures = replace(DIGEST.figures, revenue=(Money(2000, "CHF"), euros(35)))
    assert "Revenue: CHF\N{NO-BREAK SPACE}20 + €35 · before: €1,000" in words_of(
        replace(DIGEST, figures=figures)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["W" * 200, "💇‍♀️👨‍👩‍👧‍👦" * 20, "<b>&\"'{name}</b>", "قص شعر " * 9]
)
def test_a_caption_takes_any_names_of_any_number_of_masters(language: str, name: str) -> None:
    masters = [MasterId(number) for number in range(1, 40)]
    start_at = datetime(2030, 3, 4, 10, 15, tzinfo=UTC)
    crowded = replace(
        DIGEST,
        location=location(name),
        kind=DigestKind.WEEK,
        master_names={master: Label(name) for master in masters},
        loads_today=tuple(MasterDayLoad(master, Share(100, 100)) for master in masters),
        gaps=tuple(
            Gap(start_at + day * DAY, start_at + day * DAY + timedelta(hours=2), master)
            for day in (0, 1)
            for master in masters
        ),
    )
    text = words_of(crowded, language)
    assert utf16_length(text) <= CAPTION_UNITS
    assert "+33" in text
    assert "+35" in text


def test_the_picture_shows_seven_days_the_oldest_first() -> None:
    load = digest_picture(DIGEST, localizer()).load
    assert load is not None
    assert load.rows == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert load.columns == ("9", "10", "11")
    assert load.percents[0] == (25, None, None)
    assert load.percents[2] == (None, 0, None)
    assert load.percents[6] == (None, None, 100)  # out of hours


def test_the_picture_compares_each_day_with_that_of_the_week_before() -> None:
    revenue = digest_picture(DIGEST, localizer()).revenue
    assert revenue is not None
    assert list(revenue.values) == [0, 0, 0, 0, 0, 0, 1240]
    assert list(revenue.values_before) == [0, 0, 0, 0, 0, 0, 900]
    assert revenue.shown == ("–",) * 6 + ("1,240",)


def test_the_picture_is_labelled_in_the_readers_language() -> None:
    load = digest_picture(DIGEST, localizer("de")).load
    assert load is not None
    assert load.rows[0] == "Mo"


def test_there_is_no_picture_of_nothing() -> None:
    picture = digest_picture(NOTHING, localizer())
    assert (picture.load, picture.revenue) == (None, None)


def test_great_amounts_are_written_short() -> None:
    rich = replace(DIGEST, revenue_by_day=(DayRevenue(SUNDAY, euros(1_234_567)),))
    revenue = digest_picture(rich, localizer()).revenue
    assert revenue is not None
    assert revenue.shown[-1] == "1.2M"


def test_of_many_gaps_the_longest_are_told_in_their_order() -> None:
    nine = datetime(2030, 3, 4, 8, tzinfo=UTC)
    gaps = tuple(
        Gap(nine + timedelta(hours=n), nine + timedelta(hours=n, minutes=minutes), MIA)
        for n, minutes in enumerate((10, 60, 20, 50, 40, 30))
    )
    text = words_of(replace(DIGEST, gaps=gaps))
    assert "9:00" not in text
    told = [text.index(f" {hour}:00\u202f") for hour in (10, 12, 1, 2)]
    assert told == sorted(told)
    assert "11:00\u202fAM–11:20" not in text
    assert "+2" in text
