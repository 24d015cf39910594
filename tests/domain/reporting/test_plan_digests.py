"""An admin chooses when the digests of a location come."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.catalog.errors import LocationNotFoundError
from domain.outbox.message import MessageKind
from domain.reporting.digest_choice import (
    DailyDigestChange,
    DigestChoice,
    DigestHourChange,
    DigestPlanChange,
    WeeklyDigestChange,
)
from domain.reporting.get_digest_plan import GetDigestPlan, LocationDigests
from domain.reporting.plan_digests import PlanDigests
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import LocationId
from infra.db.tables import audit_entries, policy_sets
from tests.domain.notifications.delivery_fixture import IN_GROUP, DeliveryFixture
from tests.support.database import DatabaseFactory, at
from tests.support.report_services import BOSS, ReportServices

SUNDAY = date(2030, 3, 3)
USUAL = DigestChoice(9, is_daily=True, weekday=0)


@pytest.fixture
async def kim(database: DatabaseFactory) -> Identity:
    """An admin."""
    return replace(await database.meet("Kim"), roles=frozenset({Role.CLIENT, Role.ADMIN}))


async def open_shop(database: DatabaseFactory) -> LocationId:
    shop = await database.open_location()
    await database.hire(shop)
    await database.execute(policy_sets.update().values(digest_told_on=SUNDAY))
    return shop


async def plan(
    database: DatabaseFactory, admin: Identity, shop: LocationId, change: DigestPlanChange
) -> None:
    await database.services().get(PlanDigests).execute(admin, shop, change)


async def read(database: DatabaseFactory, admin: Identity = BOSS, page: int = 0) -> LocationDigests:
    return await database.services().get(GetDigestPlan).execute(admin, page)


async def tell(database: DatabaseFactory) -> int:
    return await ReportServices(database.engine, database.clock, IN_GROUP).queue_digests.execute()


async def test_a_new_location_has_a_daily_and_on_mondays_a_weekly_digest(
    database: DatabaseFactory,
) -> None:
    await open_shop(database)
    assert (await read(database)).choice == USUAL


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (DigestHourChange(18), replace(USUAL, hour=18)),
        (DailyDigestChange(is_wanted=False), replace(USUAL, is_daily=False)),
        (WeeklyDigestChange(4), replace(USUAL, weekday=4)),
        (WeeklyDigestChange(None), replace(USUAL, weekday=None)),
    ],
)
async def test_a_change_touches_one_thing_and_is_recorded_once(
    database: DatabaseFactory, kim: Identity, change: DigestPlanChange, after: DigestChoice
) -> None:
    shop = await open_shop(database)

    for _ in range(2):
        await plan(database, kim, shop, change)
    (entry,) = await database.rows(select(audit_entries))

    assert (await read(database)).choice == after
    assert (entry.actor_id, entry.subject) == (kim.user_id, f"location:{shop}")
    assert entry.before == {"hour": 9, "is_daily": True, "weekday": 0}
    assert entry.after == {
        "hour": after.hour,
        "is_daily": after.is_daily,
        "weekday": after.weekday,
    }


async def test_where_there_was_none_what_is_chosen_comes_alone(
    database: DatabaseFactory, kim: Identity
) -> None:
    shop = await open_shop(database)
    await database.execute(policy_sets.update().values(digest_hour=None))

    await plan(database, kim, shop, WeeklyDigestChange(2))

    assert (await read(database)).choice == DigestChoice(9, is_daily=False, weekday=2)


@pytest.mark.parametrize(
    "change",
    [
        DigestHourChange(11),
        DigestHourChange(8),
        DailyDigestChange(is_wanted=False),
        WeeklyDigestChange(None),
    ],
)
async def test_a_change_in_the_middle_of_the_day_makes_no_second_digest_of_it(
    database: DatabaseFactory, kim: Identity, change: DigestPlanChange
) -> None:
    shop = await open_shop(database)
    database.clock.moment = at(9)
    first = await tell(database)
    database.clock.moment = at(10)

    await plan(database, kim, shop, change)
    counts = []
    for hour in range(10, 24):
        database.clock.moment = at(hour)
        counts.append(await tell(database))

    assert (first, sum(counts)) == (2, 0)
    assert len(await DeliveryFixture(database).keys(MessageKind.DIGEST)) == 2


async def test_what_is_wanted_from_midday_on_comes_the_next_day(
    database: DatabaseFactory, kim: Identity
) -> None:
    shop = await open_shop(database)
    await plan(database, kim, shop, WeeklyDigestChange(None))
    database.clock.moment = at(9)
    on_monday = await tell(database)
    await plan(database, kim, shop, WeeklyDigestChange(0))
    again = await tell(database)
    database.clock.moment += timedelta(days=7)

    assert (on_monday, again, await tell(database)) == (1, 0, 2)


async def test_of_two_who_change_it_at_once_neither_undoes_the_other(
    database: DatabaseFactory, kim: Identity
) -> None:
    shop = await open_shop(database)
    services = database.services()
    async with asyncio.TaskGroup() as tasks, services.uow:
        profile = await services.profile_gateway.get_profile(shop, for_update=True)
        assert profile is not None
        tasks.create_task(plan(database, kim, shop, WeeklyDigestChange(4)))
        await database.until_somebody_waits()
        await services.profile_gateway.save_policies(
            shop, replace(profile.policies, digest_hour=18)
        )
        await services.uow.commit()

    assert (await read(database)).choice == DigestChoice(18, is_daily=True, weekday=4)


async def test_nobody_but_an_admin_reads_or_changes_it(database: DatabaseFactory) -> None:
    shop = await open_shop(database)
    client = await database.meet("Mallory")
    for roles in ({Role.CLIENT}, {Role.CLIENT, Role.MASTER}):
        mallory = replace(client, roles=frozenset(roles))
        with pytest.raises(RoleMissingError):
            await plan(database, mallory, shop, DigestHourChange(3))
        with pytest.raises(RoleMissingError):
            await read(database, mallory)
    assert (await read(database)).choice == USUAL


async def test_of_a_place_that_is_not_there_nothing_is_chosen(
    database: DatabaseFactory, kim: Identity
) -> None:
    with pytest.raises(LocationNotFoundError):
        await read(database)
    with pytest.raises(LocationNotFoundError):
        await plan(database, kim, LocationId(99_999), DigestHourChange(3))


async def test_locations_have_plans_of_their_own_page_by_page(
    database: DatabaseFactory, kim: Identity
) -> None:
    shops = [await database.open_location(name=f"Shop {number}") for number in range(2)]
    await plan(database, kim, shops[1], DigestHourChange(20))

    pages = [await read(database, page=page) for page in (0, 1, 7)]

    assert [(one.location.id, one.choice.hour, one.page, one.pages) for one in pages] == [
        (shops[0], 9, 0, 2),
        (shops[1], 20, 1, 2),
        (shops[1], 20, 1, 2),
    ]
