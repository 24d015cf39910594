from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from demo.simulator import Person, Simulator
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.unit_of_work import UnitOfWork
from infra.db import tables
from tests.e2e.support.running_bot import RunningBot
from tests.e2e.support.salon import Salon
from tests.support.captured_log import Log
from tests.support.database import DatabaseFactory
from tests.support.services import StoppedClock


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a story needs: people before a running bot, and a look behind it.

    The database's connections are others than the bot's: what it reads has been committed.
    """

    simulator: Simulator
    bot: RunningBot
    database: DatabaseFactory
    salon: Salon
    log: Log

    @property
    def clock(self) -> StoppedClock:
        """The one clock of the bot and of the simulator."""
        return self.database.clock

    async def welcome(self, name: str = "Anna", *, language: str = "en") -> Person:
        """Let somebody in, who has pressed START."""
        person = self.simulator.add_person(first_name=name, language_code=language)
        await person.start()
        return person

    async def change_policies(self, **fields: Any) -> None:
        """Change rules so that the bot knows at once."""
        async with self.bot.container() as request:
            uow = await request.get(UnitOfWork)
            profiles = await request.get(LocationProfileGateway)
            cache = await request.get(LocationProfileCache)
            async with uow:
                profile = await profiles.get_profile(self.salon.location)
                assert profile is not None
                changed = replace(profile, policies=replace(profile.policies, **fields))
                await profiles.save_policies(self.salon.location, changed.policies)
                await uow.commit()
            await cache.put(changed)

    async def bookings(self) -> Sequence[Any]:
        """Return the rows of all bookings, in the order in which they were made."""
        return await self.database.rows(select(tables.bookings).order_by(tables.bookings.c.id))

    async def items(self) -> Sequence[Any]:
        """Return the rows of all items of all bookings."""
        items = tables.booking_items
        return await self.database.rows(
            select(items).order_by(items.c.booking_id, items.c.position)
        )

    async def count(self) -> int:
        """Return how many bookings there are."""
        return int(await self.database.value(select(func.count()).select_from(tables.bookings)))
