"""What the staff and clients write to each other, over a real database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from domain.correspondence.write_message import WriteMessage, WriteMessageRequest
from domain.correspondence.write_staff_note import WriteStaffNote
from domain.shared.identity import Identity
from infra.db import tables
from tests.support.outcome_fixture import OutcomeFixture


def write_message(room: OutcomeFixture) -> WriteMessage:
    """Return the service, over a connection of its own."""
    return room.database.services().get(WriteMessage)


async def write(room: OutcomeFixture, staff: Identity, text: str = "Come early, please") -> None:
    """Write to Ann."""
    await write_message(room).execute(WriteMessageRequest(staff, room.visit, text))


async def answer(
    room: OutcomeFixture, text: str = "I will", client: Identity | None = None
) -> None:
    """Answer as Ann, or as somebody who pretends to be."""
    author = client or room.ann
    await write_message(room).execute(WriteMessageRequest(author, room.visit, text, as_client=True))


async def note(room: OutcomeFixture, staff: Identity, text: str) -> None:
    """Write a note for the staff on Ann's visit."""
    services = room.database.services()
    service = services.get(WriteStaffNote)
    await service.execute(staff, room.visit, text)


async def written(room: OutcomeFixture) -> Sequence[Any]:
    """Return the rows of everything that was written."""
    messages = tables.visit_messages
    return await room.database.rows(select(messages).order_by(messages.c.id))


async def outbox(room: OutcomeFixture) -> Sequence[Any]:
    """Return the rows by which it is delivered."""
    messages = tables.outbox_messages
    query = select(messages).where(messages.c.kind == "visit_message").order_by(messages.c.id)
    return await room.database.rows(query)
