from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.catalog.model import Label, Location
from domain.schedule.model import LateReminder, LocationProfile, MasterSchedule, PolicySet
from domain.schedule.working_hours import shift_on
from domain.shared.ids import LocationId, MasterId
from infra.db import tables
from infra.db.sample.histories import write_histories
from infra.db.sample.salon import CLIENTS, MASTERS, SERVICES, SampleMaster
from infra.db.sample.takings import write_takings
from infra.db.sample.visits import Offer, SampleVisit, days_around, visits_of_shift
from infra.db.sample.writing import add, write_master, write_services, write_visits

LOCATION = {
    "name": "Salon Aurora",
    "address": "Lindenstraße 12, 10969 Berlin",
    "currency": "EUR",
    "country": "DE",
    "subdivision": "BE",
}
PHONES = "+493023125"
"""Numbers with this prefix are reserved for films and never assigned (Bundesnetzagentur)."""

POLICIES = PolicySet(
    step_minutes=15,
    cancel_lock_minutes=12 * 60,  # so that a reminder one day ahead leaves time to cancel
    reschedule_lock_minutes=12 * 60,
    late_reminder=LateReminder.SKIP,
)


class NotEmptyError(Exception):
    """The database already has a location: the sample needs an empty one."""


async def fill_with_sample(connection: AsyncConnection, now: datetime, timezone: ZoneInfo) -> None:
    """Write the sample salon into an empty, migrated database; the caller commits.

    Raises:
        NotEmptyError: the database already has a location.
    """
    if await connection.scalar(select(tables.locations.c.id).limit(1)) is not None:
        raise NotEmptyError
    location = await _open(connection, now.astimezone(timezone).date(), timezone)
    profile = LocationProfile(location, POLICIES)
    service_ids = await write_services(connection, location)
    clients = [
        await add(connection, tables.users, display_name=name, phone=f"{PHONES}{n}", language="en")
        for n, name in enumerate(CLIENTS, 100)
    ]
    random = Random(now.date().toordinal())  # noqa: S311 - the same sample for the same day
    for number, master in enumerate(MASTERS):
        master_id = await write_master(connection, location, number, master, service_ids)
        day_off = now.date() + timedelta(days=9 + number)
        await connection.execute(insert(tables.days_off).values(master_id=master_id, day=day_off))
        visits = _visits(master_id, master, profile, service_ids, now, random)
        kept = [visit for visit in visits if visit.start_at.date() != day_off]
        await write_visits(connection, location, master_id, clients, kept)
    await write_histories(connection, now)
    await write_takings(connection, clients)


async def _open(connection: AsyncConnection, today: date, timezone: ZoneInfo) -> Location:
    """Write the location; today's digests count as already sent."""
    location_id = await add(connection, tables.locations, **LOCATION, timezone=timezone.key)
    await connection.execute(
        insert(tables.policy_sets).values(
            location_id=location_id,
            step_minutes=POLICIES.step_minutes,
            cancel_lock_minutes=POLICIES.cancel_lock_minutes,
            reschedule_lock_minutes=POLICIES.reschedule_lock_minutes,
            late_reminder=POLICIES.late_reminder,
            digest_weekday=today.weekday(),
            digest_told_on=today,
        )
    )
    return Location(
        LocationId(location_id),
        Label(LOCATION["name"]),
        LOCATION["address"],
        timezone,
        LOCATION["currency"],
        LOCATION["country"],
        LOCATION["subdivision"],
    )


def _visits(
    master_id: MasterId,
    master: SampleMaster,
    profile: LocationProfile,
    service_ids: Mapping[str, int],
    now: datetime,
    random: Random,
) -> Iterator[SampleVisit]:
    schedule = MasterSchedule(
        master_id,
        {weekday: master.hours.get(weekday) for weekday in range(7)},
        works_on_holidays=master.works_on_holidays,
    )
    offers = list(_offers(master, service_ids))
    for day in days_around(now.date()):
        shift = shift_on(schedule, profile, day)
        if shift is not None:
            yield from visits_of_shift(shift, offers, len(CLIENTS), now, random)


def _offers(master: SampleMaster, service_ids: Mapping[str, int]) -> Iterator[Offer]:
    by_key = {service.key: service for service in SERVICES}
    for key, (minutes, price) in master.skills.items():
        service = by_key[key]
        duration = timedelta(minutes=minutes or service.duration_minutes)
        rest = max(service.min_gap_after_minutes, master.buffer_between_minutes or 0)
        blocked = duration + timedelta(minutes=rest)
        yield Offer(service_ids[key], duration, blocked, price or service.price_minor)
