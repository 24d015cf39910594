"""The statements that are sent to PostgreSQL, and how it would carry them out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

Sent = tuple[str, tuple[Any, ...]]

BIG_TABLES = {"bookings", "booking_items", "booking_events", "payments"}


@contextmanager
def statements_of(engine: AsyncEngine) -> Iterator[list[Sent]]:
    """Collect statements with their parameters."""
    sent: list[Sent] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def read_whole(url: str, sent: list[Sent]) -> set[str]:
    """Return the big tables that the statements read from end to end."""
    scanned = {
        node["Relation Name"]
        for plan in await plans_of(url, sent)
        for node in nodes(plan)
        if node["Node Type"] == "Seq Scan"
    }
    return scanned & BIG_TABLES


async def plans_of(url: str, sent: list[Sent]) -> list[Mapping[str, Any]]:
    """Return how the statements would be carried out."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    plans = [
        json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *parameters))
        for statement, parameters in sent
    ]
    await connection.close()
    return [plan[0]["Plan"] for plan in plans]


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
