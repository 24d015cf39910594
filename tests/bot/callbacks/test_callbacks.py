from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks.booking import ChooseDay, ChooseLocation, ChooseStart
from bot.callbacks.values import YEAR_9000, day_of, minute_of, moment_of
from bot.callbacks.visits import CancelVisitTap
from tests.support.taps import MAX_BYTES, TAPS, extreme_taps

LAST_MINUTE = YEAR_9000 - timedelta(minutes=1)


@pytest.mark.parametrize("kind", TAPS)
def test_a_tap_fits_and_comes_back_as_it_was(kind: type[CallbackData]) -> None:
    for tap in extreme_taps(kind):
        packed = tap.pack()
        assert len(packed.encode()) <= MAX_BYTES
        assert kind.unpack(packed) == tap


def test_no_two_kinds_share_a_prefix() -> None:
    assert len({kind.__prefix__ for kind in TAPS}) == len(TAPS)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (ChooseLocation, -1),
        (ChooseLocation, 2**31),
        (CancelVisitTap, 0),
        (CancelVisitTap, 2**63),
        (ChooseStart, -1),
        (ChooseStart, minute_of(YEAR_9000)),
        (ChooseDay, 1),
        (ChooseDay, date.max.toordinal()),
    ],
)
def test_numbers_that_nothing_could_hold_are_refused(kind: type[CallbackData], number: int) -> None:
    rest = [str(0)] * (len(kind.model_fields) - 1)
    with pytest.raises(ValueError, match="Input should be"):
        kind.unpack(":".join([kind.__prefix__, str(number), *rest]))


@given(st.text(max_size=MAX_BYTES), st.sampled_from(TAPS))
def test_whatever_comes_in_is_read_or_refused(text: str, kind: type[CallbackData]) -> None:
    for data in (text, f"{kind.__prefix__}:{text}"):
        try:
            tap = kind.unpack(data)
        except (ValueError, TypeError):
            continue
        assert type(tap) is kind


@given(
    st.datetimes(
        datetime(1970, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
        datetime(8999, 12, 30),  # noqa: DTZ001 - the same
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
    )
)
def test_a_moment_travels_by_the_minute(moment: datetime) -> None:
    travelled = moment_of(minute_of(moment))
    assert timedelta() <= moment - travelled < timedelta(minutes=1)
    assert travelled.tzinfo is UTC
    assert moment_of(minute_of(travelled)) == travelled


@pytest.mark.parametrize("moment", [datetime(1970, 1, 1, tzinfo=UTC), LAST_MINUTE])
def test_the_first_and_the_last_moment_are_taken(moment: datetime) -> None:
    tap = ChooseStart.unpack(ChooseStart(minute=minute_of(moment)).pack())
    assert moment_of(tap.minute) == moment


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2028, 2, 29), date(8999, 12, 31)])
def test_a_day_travels_by_its_ordinal(day: date) -> None:
    assert day_of(ChooseDay.unpack(ChooseDay(ordinal=day.toordinal()).pack()).ordinal) == day
