"""A way from the menu to every view, as the taps that it takes."""

from collections.abc import Mapping, Sequence

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import (
    AddNote,
    ChooseDay,
    ChooseMasterOfService,
    ChooseStart,
    MeetMasters,
    OpenBooking,
    ServicesChosenTap,
    ShowMonth,
    TickService,
)
from bot.callbacks.home import OpenHelp, Page
from bot.callbacks.profile import OpenLanguages, OpenPhone, OpenProfile, OpenTimezones
from bot.callbacks.visits import AskCancel, OpenVisit, OpenVisits
from bot.handlers.profile.phone import PhoneView
from bot.handlers.profile.profile import ProfileView
from bot.navigation.frames.booking import BookingView
from bot.navigation.frames.frame import ViewId
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.visits import VisitsView
from demo.simulator import Person
from tests.e2e.support.salon import Salon
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import tap

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
        HomeView.HOME: (),
        HomeView.HELP: (OpenHelp,),
        ProfileView.PROFILE: (OpenProfile,),
        ProfileView.LANGUAGE: (OpenProfile, OpenLanguages),
        ProfileView.TIMEZONE: (OpenProfile, OpenTimezones, Page(number=1)),
        PhoneView.PHONE: (OpenProfile, OpenPhone),
        BookingView.SERVICES: to_note[:3],
        BookingView.MASTER: to_note[:5],
        BookingView.MASTER_CARD: (*to_note[:4], MeetMasters),
        BookingView.DAY: to_note[:7],
        BookingView.TIME: to_note[:9],
        BookingView.CONFIRM: to_note[:10],
        BookingView.NOTE: to_note,
        VisitsView.VISITS: WAY_TO_VISIT[:1],
        VisitsView.VISIT: WAY_TO_VISIT,
        VisitsView.CANCEL: (*WAY_TO_VISIT, AskCancel),
    }
