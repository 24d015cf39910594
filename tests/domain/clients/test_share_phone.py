"""A client whom the staff added by phone opens the chat, and is one person from then on."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, select, text

from domain.clients.add_client import AddClient, NewClient, PhoneInvalidError
from domain.clients.claim_visits import ClaimVisits, ListPhoneOwners, NotYourNumberError
from domain.clients.find_clients import FindClients
from domain.clients.get_client import ClientNotFoundError
from domain.clients.share_phone import SharedPhone, SharePhone
from domain.outbox.message import MessageKind
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingStatus
from infra.db import tables
from infra.db.gateways.clients.phone_owners import REFERENCES, SqlaPhoneOwners
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of

PHONE = "+491701234567"
CONTACT = "491701234567"  # as Telegram gives it

NOW = at(9)

FOREIGN_KEYS = """
    SELECT format('%s.%s', conrelid::regclass, attname), confdeltype
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
    WHERE contype = 'f' AND confrelid = 'users'::regclass
"""


class Salon:
    """A location where Mia cuts hair, an admin, and a client who was added by phone."""

    kim: Identity
    location: LocationId
    haircut: ServiceId
    mia: MasterId
    ada: UserId

    def __init__(self, database: DatabaseFactory) -> None:
        self.database = database

    async def open(self) -> None:
        database = self.database
        kim = await database.meet("Kim")
        self.kim = replace(kim, roles=frozenset({Role.CLIENT, Role.ADMIN}))
        self.location = await database.open_location()
        self.haircut = await database.sell(self.location)
        self.mia = await database.hire(self.location, self.haircut)
        self.ada = await self.add("Ada Lovelace")

    async def add(self, name: str) -> UserId:
        add_client = self.database.services().get(AddClient)
        return await add_client.execute(self.kim, NewClient(name, PHONE), "en", shares_phone=True)

    async def book(self, client: UserId, hour: int = 12, *, day: int = 2) -> BookingId:
        """Book as the admin."""
        return await self.database.services().book(
            Identity(client),
            self.location,
            choice_of(self.haircut, master_id=self.mia),
            at(hour, day=day),
            admin=self.kim,
        )

    async def share(self, person: Identity, name: str = "Ada", phone: str = CONTACT) -> SharedPhone:
        return await self.database.services().get(SharePhone).execute(person.user_id, name, phone)

    async def user(self, user_id: UserId) -> Any:
        rows = await self.database.rows(select(tables.users).where(tables.users.c.id == user_id))
        return rows[0] if rows else None

    async def clients_of(self, *booking_ids: BookingId) -> list[int]:
        bookings = tables.bookings
        rows = await self.database.rows(select(bookings.c.id, bookings.c.client_id))
        clients = {row.id: row.client_id for row in rows}
        return [clients[booking_id] for booking_id in booking_ids]


@pytest.fixture
async def salon(database: DatabaseFactory) -> Salon:
    opened = Salon(database)
    await opened.open()
    return opened


async def test_visits_booked_by_phone_are_in_the_chat(salon: Salon) -> None:
    visit = await salon.book(salon.ada)
    ada = await salon.database.meet("Ada")

    assert await salon.share(ada) == SharedPhone(PHONE, has_joined=True)

    assert await salon.clients_of(visit) == [ada.user_id]
    assert await salon.user(salon.ada) is None
    row = await salon.user(ada.user_id)
    assert (row.phone, row.display_name, row.known_as) == (PHONE, "Ada", "Ada Lovelace")
    found = await salon.database.services().get(FindClients).execute(salon.kim, "lovelace")
    assert [client.user_id for client in found] == [ada.user_id]


async def test_reminders_go_to_the_chat_and_admins_are_told(salon: Salon) -> None:
    visit = await salon.book(salon.ada)
    messages = tables.outbox_messages
    reminders = select(messages).where(messages.c.kind == MessageKind.REMINDER)
    assert await salon.database.rows(reminders) == []
    ada = await salon.database.meet("Ada")
    await salon.share(ada)

    rows = await salon.database.rows(reminders)
    assert rows
    assert {(row.booking_id, row.recipient_id) for row in rows} == {(visit, ada.user_id)}
    told = await salon.database.rows(
        select(messages).where(messages.c.kind == MessageKind.CLIENT_JOINED)
    )
    assert [(row.audience, row.facts) for row in told] == [("admins", {"user_id": ada.user_id})]
    entries = tables.audit_entries
    (entry,) = await salon.database.rows(select(entries).where(entries.c.act == "clients_joined"))
    assert (entry.subject, entry.before) == (f"user:{ada.user_id}", {"user_id": salon.ada})


async def test_outcomes_blocks_and_consents_are_those_of_both(salon: Salon) -> None:
    bookings = tables.bookings
    missed, kept = await salon.book(salon.ada, 10), await salon.book(salon.ada, 14)
    ada = await salon.database.meet("Ada")
    own = await salon.book(ada.user_id, 16)
    for visit, status in ((missed, "no_show"), (kept, "completed"), (own, "completed")):
        await salon.database.change(bookings, visit, status=status)
    await salon.database.change(tables.users, salon.ada, is_blocked=True, consented_at=NOW)
    await salon.share(ada)

    assert await salon.clients_of(missed, kept, own) == [ada.user_id] * 3
    row = await salon.user(ada.user_id)
    assert (row.kept_visits, row.missed_visits, row.kept_since_missed) == (2, 1, 2)
    assert (row.is_blocked, row.consented_at) == (True, NOW)


async def test_of_two_holds_the_one_in_the_chat_stays(salon: Salon) -> None:
    ada = await salon.database.meet("Ada")
    unseen, seen = await salon.book(salon.ada, 10), await salon.book(ada.user_id, 14)
    for visit in (unseen, seen):
        await salon.database.turn_into_hold(visit, at(18, day=400))
    await salon.share(ada)

    rows = await salon.database.rows(select(tables.bookings))
    statuses = {row.id: BookingStatus(row.status) for row in rows}
    assert statuses == {unseen: BookingStatus.CANCELLED, seen: BookingStatus.PENDING}
    assert await salon.clients_of(unseen, seen) == [ada.user_id] * 2


async def test_a_single_hold_is_taken_over(salon: Salon) -> None:
    ada = await salon.database.meet("Ada")
    unseen = await salon.book(salon.ada)
    await salon.database.turn_into_hold(unseen, at(18, day=400))
    await salon.share(ada)
    (row,) = await salon.database.rows(select(tables.bookings))
    assert (row.status, row.client_id) == (BookingStatus.PENDING, ada.user_id)


async def test_another_first_name_is_asked_about(salon: Salon) -> None:
    """It may be the number of a mother, with which only her child was added."""
    visit = await salon.book(salon.ada)
    olga = await salon.database.meet("Olga")
    assert await salon.share(olga, "Olga Lovelace") == SharedPhone(PHONE, may_be_known=True)
    assert await salon.clients_of(visit) == [salon.ada]
    services = salon.database.services()
    offered = await services.get(ListPhoneOwners).execute(olga.user_id)
    assert offered == ((salon.ada, "Ada"),)

    await services.get(ClaimVisits).execute(olga.user_id, salon.ada)

    assert await salon.clients_of(visit) == [olga.user_id]


async def test_of_several_people_with_the_number_the_person_chooses(salon: Salon) -> None:
    max_ = await salon.add("Max Lovelace")
    visits = [await salon.book(salon.ada, 10), await salon.book(max_, 12)]
    ada = await salon.database.meet("Ada")
    assert await salon.share(ada) == SharedPhone(PHONE, may_be_known=True)
    await salon.database.services().get(ClaimVisits).execute(ada.user_id, salon.ada)
    assert await salon.clients_of(*visits) == [ada.user_id, max_]


async def test_two_people_with_chats_are_never_joined(salon: Salon) -> None:
    ada, other = await salon.database.meet("Ada"), await salon.database.meet("Ada")
    await salon.share(ada)
    assert await salon.share(other) == SharedPhone(PHONE)
    assert await salon.user(ada.user_id)
    assert await salon.user(other.user_id)
    with pytest.raises(NotYourNumberError):
        await salon.database.services().get(ClaimVisits).execute(other.user_id, ada.user_id)


@pytest.mark.parametrize("phone", [None, "+491701234568"])
async def test_nobody_claims_the_visits_of_another_number(salon: Salon, phone: str | None) -> None:
    eve = await salon.database.meet("Ada")
    await salon.database.change(tables.users, eve.user_id, phone=phone, phone_as_written=PHONE)
    services = salon.database.services()
    assert await services.get(ListPhoneOwners).execute(eve.user_id) == ()
    with pytest.raises(NotYourNumberError):
        await services.get(ClaimVisits).execute(eve.user_id, salon.ada)


async def test_nobody_gets_a_role_by_a_phone_number(salon: Salon) -> None:
    await salon.database.change(tables.users, salon.ada, is_admin=True)
    ada = await salon.database.meet("Ada")
    assert await salon.share(ada) == SharedPhone(PHONE)


@pytest.mark.parametrize("phone", ["", "8881234", "+", "hello", "49170"])
async def test_a_number_that_cannot_be_dialled_is_refused(salon: Salon, phone: str) -> None:
    ada = await salon.database.meet("Ada")
    with pytest.raises(PhoneInvalidError):
        await salon.share(ada, phone=phone)


async def test_sharing_twice_at_once_joins_once(salon: Salon) -> None:
    visit = await salon.book(salon.ada)
    ada = await salon.database.meet("Ada")
    shared = await asyncio.gather(salon.share(ada), salon.share(ada))
    assert sorted(one.has_joined for one in shared) == [False, True]
    assert await salon.clients_of(visit) == [ada.user_id]


async def test_a_visit_booked_meanwhile_is_not_lost(salon: Salon) -> None:
    """The admin, who comes second, learns that the client is another entry now."""
    ada = await salon.database.meet("Ada")
    results = await asyncio.gather(salon.share(ada), salon.book(salon.ada), return_exceptions=True)
    shared, visit = results
    assert shared == SharedPhone(PHONE, has_joined=True)
    if isinstance(visit, BaseException):
        assert isinstance(visit, ClientNotFoundError)
        assert await salon.database.rows(select(tables.bookings)) == []
    else:
        assert await salon.clients_of(BookingId(visit)) == [ada.user_id]


async def test_a_booking_for_somebody_who_is_gone_says_so(salon: Salon) -> None:
    await salon.share(await salon.database.meet("Ada"))
    with pytest.raises(ClientNotFoundError):
        await salon.book(salon.ada)


async def write_rows_of(salon: Salon, user_id: UserId) -> set[str]:
    """Write a row that refers to the user by each column that can."""
    visit = await salon.book(salon.kim.user_id, 10, day=2)
    later = NOW + timedelta(days=1)
    by_visit = {"booking_id": visit}
    values: dict[str, dict[str, Any]] = {
        "masters.user_id": {"location_id": salon.location, "name": "Mia", "about": ""},
        "booking_events.actor_user_id": {**by_visit, "to_status": "x", "happened_at": NOW},
        "payments.client_id": {
            **by_visit, "provider": "test", "state": "cancelled", "amount_minor": 1,
            "currency": "EUR", "payload": "0" * 32, "created_at": NOW,
        },
        "admin_groups.connected_by": {"chat_id": -7, "connected_at": NOW},
        "outbox_messages.recipient_id": {
            "key": "k", "kind": "reminder", "due_at": NOW, "attempt_at": NOW
        },
        "proposals.proposed_by": {
            **by_visit, "start_at": later, "proposed_at": NOW, "expires_at": later
        },
        "audit_entries.actor_id": {
            "actor_role": "admin", "act": "x", "subject": "x:1", "happened_at": NOW
        },
        "invitations.invited_by": {
            "token_hash": b"1", "role": "admin", "invited_at": NOW, "expires_at": later
        },
        "invitations.used_by": {
            "token_hash": b"2", "role": "admin", "invited_at": NOW, "expires_at": later,
            "used_at": NOW, "invited_by": salon.kim.user_id,
        },
        "visit_messages.author_id": {
            **by_visit, "is_by_client": True, "text": "Hi", "written_at": NOW
        },
        "displacements.displaced_by": {**by_visit, "start_at": NOW, "displaced_at": NOW},
    }  # fmt: skip
    await salon.book(user_id, 12, day=2)
    for name, columns in values.items():
        table, _, column = name.partition(".")
        insert = tables.metadata.tables[table].insert()
        await salon.database.execute(insert.values({**columns, column: user_id}))
    return {*values, "bookings.client_id"}


async def test_everything_that_refers_to_a_user_moves(salon: Salon) -> None:
    """A new table that refers to users needs a row here: nothing of a client is left behind."""
    names = await write_rows_of(salon, salon.ada)
    assert {f"{column.table.name}.{column.name}" for column in REFERENCES} == names
    ada = await salon.database.meet("Ada")
    owners = salon.database.services()
    async with owners.uow:
        await SqlaPhoneOwners(owners.uow).move_to(ada.user_id, salon.ada)
        await owners.uow.commit()

    for column in REFERENCES:
        found = select(column).where(column.in_([salon.ada, ada.user_id]))
        assert {row[0] for row in await salon.database.rows(found)} == {ada.user_id}, column


async def test_the_database_knows_no_other_reference_to_a_user(salon: Salon) -> None:
    rows = await salon.database.rows(text(FOREIGN_KEYS))
    assert {row[0] for row in rows} == {f"{c.table.name}.{c.name}" for c in REFERENCES}
    assert {row[1] for row in rows} == {b"a"}  # no user is deleted with what refers to them


def test_only_holds_can_be_in_each_others_way() -> None:
    """A new unique constraint over a user needs a rule for a join of two users."""
    unique = set()
    for column in REFERENCES:
        table = tables.metadata.tables[column.table.name]
        keys = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
        indexes = [index for index in table.indexes if index.unique]
        unique |= {str(key.name) for key in keys if column.name in key.columns}
        unique |= {str(index.name) for index in indexes if column.name in index.columns}
    assert unique == {tables.ONE_HOLD_A_CLIENT}
    assert not [column for column in REFERENCES if column.primary_key]
