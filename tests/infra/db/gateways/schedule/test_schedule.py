from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.schedule.model import Absence, Hours, MasterSchedule, PolicySet
from domain.shared.ids import MasterId
from domain.shared.time import DateRange, Interval
from tests.support.database import DatabaseFactory, at

LATE = Hours(time(14), time(22), time(18), time(18, 30))


async def test_a_master_has_the_hours_and_limits_of_the_row(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    plain = await database.hire(shop)
    special = await database.hire(
        shop,
        default_hours=LATE,
        working_days={0: Hours(time(22), time(6)), 2: None},
        buffer_between_minutes=10,
        min_advance_minutes=0,
        max_advance_days=7,
        max_clients_parallel=3,
        timezone="Asia/Tokyo",
        works_on_holidays=True,
    )
    services = database.services()

    async with services.uow:
        found = await services.schedules.get_schedules([special, MasterId(10_000), plain])

    assert found == (
        MasterSchedule(plain),
        MasterSchedule(
            special,
            working_days={0: Hours(time(22), time(6)), 2: None},
            default_hours=LATE,
            buffer_between_minutes=10,
            min_advance_minutes=0,
            max_advance_days=7,
            max_clients_parallel=3,
            timezone=ZoneInfo("Asia/Tokyo"),
            works_on_holidays=True,
        ),
    )


async def test_absences_are_those_that_touch_the_days_in_any_zone(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    mia, leo = await database.hire(shop), await database.hire(shop)
    for day in (3, 4, 5, 6):
        await database.close_day(mia, date(2030, 3, day))
    long = Interval(datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 6, 1, tzinfo=UTC))
    for block in (long, Interval(at(12), at(13)), Interval(at(12, day=9), at(13, day=9))):
        await database.block(leo, block.start_at, block.end_at)
    services = database.services()

    async with services.uow:
        found = await services.schedules.get_absences(
            [mia, leo], DateRange(date(2030, 3, 4), date(2030, 3, 5))
        )

    assert set(found) == {
        Absence(mia, date(2030, 3, 4)),
        Absence(mia, date(2030, 3, 5)),
        Absence(leo, block=long),
        Absence(leo, block=Interval(at(12), at(13))),
    }


async def test_policies_come_back_as_they_were_saved(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    policies = PolicySet(
        step_minutes=15,
        default_buffer_between_minutes=5,
        min_advance_minutes=0,
        max_advance_days=90,
        weekday_hours=LATE,
        saturday_hours=Hours(time(10), time(14)),
        hold_minutes=20,
        cancel_lock_minutes=120,
        reschedule_lock_minutes=180,
        is_in_maintenance=True,
        maintenance_text="Back on Monday",
    )
    services = database.services()
    gateway = services.profile_gateway

    async with services.uow:
        await gateway.save_policies(shop, policies)
        await services.uow.commit()

    async with services.uow:
        profile = await gateway.get_profile(shop)
    assert profile is not None
    assert profile.policies == policies
