"""The small salon that the stories play in."""

from dataclasses import dataclass

from domain.shared.ids import LocationId, MasterId, ServiceId
from infra.db import tables
from tests.support.database import DatabaseFactory


@dataclass(frozen=True, slots=True)
class Salon:
    """Haircut by Mia or Tom, colouring by Mia, massage by Lea or Noa: none of them does it all.

    Open Monday to Friday, nine to five in Berlin; it is Monday, eight in the morning.
    """

    location: LocationId
    haircut: ServiceId
    colouring: ServiceId
    massage: ServiceId
    mia: MasterId
    tom: MasterId
    lea: MasterId
    noa: MasterId


async def furnish(database: DatabaseFactory) -> Salon:
    """Set the salon up in the database's database."""
    location = await database.open_location(name="Salon Sonne", address="Hauptstraße 5, Berlin")
    haircut = await database.sell(location, "Haircut", minutes=60, price_minor=3000)
    colouring = await database.sell(location, "Colouring", minutes=90, price_minor=6000)
    massage = await database.sell(location, "Massage", minutes=45, price_minor=4000)
    mia = await database.hire(location, haircut, colouring, name="Mia")
    tom = await database.hire(location, haircut, name="Tom")
    lea = await database.hire(location, massage, name="Lea")
    noa = await database.hire(location, massage, name="Noa")
    await database.change(tables.masters, noa, about="Deep tissue and calm hands.")
    return Salon(location, haircut, colouring, massage, mia, tom, lea, noa)
