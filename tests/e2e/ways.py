"""A way from the menu to every view, as the taps that it takes."""

from collections.abc import Mapping, Sequence

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import (
    AddNote,
    AskCancel,
    ChooseDay,
    ChooseMasterOfService,
    ChooseStart,
    MeetMasters,
    OpenBooking,
    OpenHelp,
    OpenLanguages,
    OpenProfile,
    OpenTimezones,
    OpenVisit,
    OpenVisits,
    Page,
    ServicesChosenTap,
    ShowMonth,
    TickService,
)
from bot.navigation.frame import ViewId
from demo.simulator import Person
from tests.e2e.salon import Salon
from tests.e2e.scene import Scene
from tests.e2e.walking import tap

Step = CallbackData | type[CallbackData]
Way = Sequence[Step]

WAY_TO_VISIT: Way = (OpenVisits, OpenVisit)


async def go(person: Person, way: Way) -> None:
    """Go a way, by buttons that are there."""
    for step in way:
        await tap(person, step)


def way_to_note(salon: Salon) -> Way:
    """Return the way through all of a booking: two services by two masters, a later month."""
    services = (
        OpenBooking,
        TickService(service_id=salon.massage, on=True),
        TickService(service_id=salon.haircut, on=True),
        ServicesChosenTap,
    )
    masters = (
        ChooseMasterOfService(position=0, master_id=salon.noa),
        ChooseMasterOfService(position=1, master_id=0),
    )
    return (*services, *masters, ShowMonth, ChooseDay, Page, ChooseStart, AddNote)


async def offer_many_times(scene: Scene) -> None:
    """Let a day have so many starts that the list of them has two pages, as the ways expect."""
    await scene.change_policies(step_minutes=5)


def ways_of(salon: Salon) -> Mapping[ViewId, Way]:
    """Return a way to every view of a salon with one location; one visit must be booked."""
    to_note = way_to_note(salon)
    return {
        ViewId.HOME: (),
        ViewId.HELP: (OpenHelp,),
        ViewId.PROFILE: (OpenProfile,),
        ViewId.LANGUAGE: (OpenProfile, OpenLanguages),
        ViewId.TIMEZONE: (OpenProfile, OpenTimezones, Page(number=1)),
        ViewId.SERVICES: to_note[:3],
        ViewId.MASTER: to_note[:5],
        ViewId.MASTER_CARD: (*to_note[:4], MeetMasters),
        ViewId.DAY: to_note[:7],
        ViewId.TIME: to_note[:9],
        ViewId.CONFIRM: to_note[:10],
        ViewId.NOTE: to_note,
        ViewId.VISITS: WAY_TO_VISIT[:1],
        ViewId.VISIT: WAY_TO_VISIT,
        ViewId.CANCEL: (*WAY_TO_VISIT, AskCancel),
    }
