"""Visits in the nights in which the clocks are changed: their true length, everywhere."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking
from bot.callbacks.values import minute_of, moment_of
from bot.callbacks.visits import SendCalendarFile
from domain.schedule.model import Hours
from domain.shared.ids import ServiceId
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import data_of, tap, to_days

SATURDAY = 5
BERLIN = ZoneInfo("Europe/Berlin")
LATE = Hours(time(22), time(6))


async def _open_at_night(scene: Scene, saturday: date) -> ServiceId:
    """Go to the morning of a Saturday, and let somebody work through the night after it."""
    scene.clock.moment = datetime.combine(saturday, time(6), UTC)
    salon = scene.salon
    service_id = await scene.database.sell(salon.location, "Night float", minutes=180)
    await scene.database.hire(
        salon.location, service_id, name="Nora", working_days={SATURDAY: LATE}
    )
    return service_id


@pytest.mark.parametrize(
    ("saturday", "start_at", "end_at", "shown"),
    [
        pytest.param(
            date(2027, 3, 27),
            datetime(2027, 3, 28, 0, 0, tzinfo=UTC),
            datetime(2027, 3, 28, 3, 0, tzinfo=UTC),
            "1:00 AM – 5:00 AM · 3 hr",
            id="an hour is left out",
        ),
        pytest.param(
            date(2027, 10, 30),
            datetime(2027, 10, 30, 23, 0, tzinfo=UTC),
            datetime(2027, 10, 31, 2, 0, tzinfo=UTC),
            "1:00 AM – 3:00 AM · 3 hr",
            id="an hour comes twice",
        ),
    ],
)
async def test_a_visit_over_the_change_keeps_its_true_length(
    scene: Scene, saturday: date, start_at: datetime, end_at: datetime, shown: str
) -> None:
    service_id = await _open_at_night(scene, saturday)
    anna = await scene.welcome()
    await to_days(anna, service_id)
    await tap(anna, ChooseDay(ordinal=saturday.toordinal()))
    assert len(anna.screen.labels) == len(set(anna.screen.labels))
    await tap(anna, ChooseStart(minute=minute_of(start_at)))
    await tap(anna, ConfirmBooking)

    assert BOOKED in anna.screen.text
    assert shown in anna.screen.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    (item,) = await scene.items()
    assert (item.start_at, item.end_at) == (start_at, end_at)
    await tap(anna, SendCalendarFile)
    (event,) = Calendar.from_ical(anna.files[-1].data.decode()).walk("VEVENT")
    assert isinstance(event, Event)
    assert (event.start, event.end) == (start_at, end_at)


async def test_a_local_time_that_does_not_exist_is_not_offered(scene: Scene) -> None:
    saturday = date(2027, 3, 27)
    service_id = await _open_at_night(scene, saturday)
    anna = await scene.welcome()
    await to_days(anna, service_id)
    await tap(anna, ChooseDay(ordinal=saturday.toordinal()))
    starts = [ChooseStart.unpack(data).minute for data in data_of(ChooseStart, anna.screen)]
    local = [moment_of(minute).astimezone(BERLIN).time() for minute in starts]
    assert {time(1), time(1, 30), time(3)} <= set(local)
    assert not {time(2), time(2, 30)} & set(local)
