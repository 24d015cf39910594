"""The ways that people take through the chat, by real buttons whatever their words."""

from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import (
    ChooseDay,
    ChooseMaster,
    ChooseStart,
    ConfirmBooking,
    OpenBooking,
    ServicesChosenTap,
    TickService,
)
from bot.callbacks.values import minute_of
from bot.callbacks.visits import MoveVisit, OpenVisit, OpenVisits
from demo.simulator import Person, ShownMessage
from domain.shared.ids import BookingId, MasterId, ServiceId

ANYONE = MasterId(0)


def data_of(kind: type[CallbackData], screen: ShownMessage) -> list[str]:
    """Return what the buttons of a kind send, in their order."""
    buttons = [button for row in screen.rows for button in row]
    prefix = kind.__prefix__
    return [
        button.callback_data
        for button in buttons
        if button.callback_data and button.callback_data.partition(":")[0] == prefix
    ]


async def tap(person: Person, wanted: CallbackData | type[CallbackData]) -> None:
    """Tap the button of this very tap, or the first one of a kind."""
    data = wanted.pack() if isinstance(wanted, CallbackData) else data_of(wanted, person.screen)[0]
    await person.tap(data)


async def to_masters(person: Person, *services: ServiceId) -> None:
    """Begin to book and tick services; from the menu, unless the screen offers to book."""
    if not data_of(OpenBooking, person.screen):
        await person.start()
    await tap(person, OpenBooking)
    for service_id in services:
        await tap(person, TickService(service_id=service_id, on=True))
    await tap(person, ServicesChosenTap)


async def to_days(person: Person, *services: ServiceId, master_id: MasterId = ANYONE) -> None:
    """Go on to the calendar, with one master for everything."""
    await to_masters(person, *services)
    await tap(person, ChooseMaster(master_id=master_id))


async def to_times(
    person: Person, start_at: datetime, *services: ServiceId, master_id: MasterId = ANYONE
) -> None:
    """Go on to the times of a day."""
    await to_days(person, *services, master_id=master_id)
    await tap(person, ChooseDay(ordinal=start_at.toordinal()))


async def to_card(
    person: Person, start_at: datetime, *services: ServiceId, master_id: MasterId = ANYONE
) -> None:
    """Go on to the card that asks whether everything is right."""
    await to_times(person, start_at, *services, master_id=master_id)
    await tap(person, ChooseStart(minute=minute_of(start_at)))


async def book(
    person: Person, start_at: datetime, *services: ServiceId, master_id: MasterId = ANYONE
) -> None:
    """Book a visit; its card is on the screen."""
    await to_card(person, start_at, *services, master_id=master_id)
    await tap(person, ConfirmBooking)


async def to_visit(person: Person, booking_id: BookingId) -> None:
    """Open the card of a coming visit, from the menu."""
    await person.start()
    await tap(person, OpenVisits)
    await tap(person, OpenVisit(booking_id=booking_id))


async def move(person: Person, start_at: datetime) -> None:
    """Move the visit that is on the screen."""
    await tap(person, MoveVisit)
    await tap(person, ChooseDay(ordinal=start_at.toordinal()))
    await tap(person, ChooseStart(minute=minute_of(start_at)))
    await tap(person, ConfirmBooking)
