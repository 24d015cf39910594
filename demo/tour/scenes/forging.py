"""Somebody sends what only the staff's buttons send."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import (
    AskCancelForClient,
    AskTakeRole,
    BookFor,
    CancelForClient,
    ChooseClient,
    CorrectVisit,
    FilterByDays,
    InviteTap,
    MarkVisit,
    MoveForClient,
    OpenBookFor,
    OpenBookingList,
    OpenListedVisit,
    OpenOwnClient,
    OpenOwnClients,
    OpenRefunds,
    OpenStaffNote,
    OpenStaffVisit,
    OpenTeam,
    OpenToday,
    OpenUnmarked,
    OpenWeek,
    ProposeTimeTap,
    RefundMade,
    RunLateTap,
    SendOffer,
    SendWeekPicture,
    ShowVisitInGroup,
    SwitchRole,
    TakeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
    WriteToClient,
)
from demo.simulator import Person
from demo.tour.story import Story
from domain.booking.booking_filter import NamedDays
from domain.booking.delays import Delay
from domain.booking.outcomes import Mark
from domain.shared.identity import Role

NO_SUCH_COMMAND = "/abracadabra"
COMMANDS = (
    "/today",
    "/week",
    "/bookings",
    "/bookings Alice",
    "/team",
    "/visit 1",
    "/refunds",
    "/digest",
    "/maintenance on",
)
FIRST = 1
"""The first of whatever the salon has: a visit, a master, a payment."""


async def a_client_forges(story: Story) -> None:
    """Bruno has read the source of the bot, and sends what only the staff's buttons send."""
    teller, alice, bruno = story.teller, story.cast.alice, story.cast.bruno
    teller.scene("A client forges the staff's taps")
    visits = [FIRST, (await story.witness.newest_of(alice.id)).id]
    visits.append((await story.witness.newest_of(bruno.id)).id)
    before = await story.witness.everything()
    await he_writes_commands(story)
    await he_taps(story, bruno, [tap for visit in visits for tap in taps_on_visit(visit)])
    await he_taps(story, bruno, taps_of_admins())
    after = await story.witness.everything()
    teller.check("nothing at all was written", holds=before == after)
    await teller.writes(bruno, "/start")
    teller.check("he has the menu of a client", holds="Willkommen" in bruno.screen.text)


async def he_writes_commands(story: Story) -> None:
    """Let Bruno write the staff's commands: to him they are like any word that means nothing."""
    teller, bruno = story.teller, story.cast.bruno
    await teller.writes(bruno, NO_SUCH_COMMAND)
    answer = bruno.screen.text
    answers = []
    for command in COMMANDS:
        await teller.writes(bruno, command)
        answers.append(bruno.screen.text)
    same = all(one == answer for one in answers)
    teller.check("each is answered like a command that there is not", holds=same)


async def he_taps(story: Story, person: Person, forged: Sequence[CallbackData]) -> None:
    """Let somebody send forged taps; each is answered in words, and shows nothing of others."""
    teller = story.teller
    names = " ".join(tap.__prefix__ for tap in forged)
    teller.aside(f"{person.first_name} forges {names}")
    answers, seen = [], []
    for tap in forged:
        query = await person.tap_data(tap.pack())
        answers.append(bool(query.text) or is_refusal(person))
        seen.append(person.chat.screen.text)
    teller.shows(person)
    teller.check(f"each of these {len(forged)} taps is refused in words", holds=all(answers))
    secret = any("Alice" in text or "Greta" in text for text in seen)
    teller.check("and shows nothing of anybody else", holds=not secret)


def is_refusal(person: Person) -> bool:
    """Tell whether the screen says why something cannot be."""
    return person.screen.text.startswith(REFUSALS)


REFUSALS = ("Das ist nur für unser Team", "Diesen Termin gibt es nicht")


def taps_on_visit(visit: int) -> Sequence[CallbackData]:
    """Return all that the staff can do to a visit with a tap."""
    return (
        OpenStaffVisit(booking_id=visit),
        OpenListedVisit(booking_id=visit),
        ShowVisitInGroup(booking_id=visit),
        *(MarkVisit(booking_id=visit, mark=mark) for mark in Mark),
        CorrectVisit(booking_id=visit, mark=Mark.CASH),
        RunLateTap(booking_id=visit, delay=Delay.THIRTY),
        ProposeTimeTap(booking_id=visit),
        MoveForClient(booking_id=visit),
        AskCancelForClient(booking_id=visit),
        CancelForClient(booking_id=visit),
        WriteToClient(booking_id=visit),
        OpenStaffNote(booking_id=visit),
    )


def taps_of_admins() -> Sequence[CallbackData]:
    """Return what masters and admins open and decide with a tap."""
    return (
        SwitchRole(role=Role.ADMIN),
        SwitchRole(role=Role.MASTER),
        OpenTeam(),
        AskTakeRole(),
        TakeRoleTap(user_id=FIRST, master_id=0),
        TakeRoleTap(user_id=FIRST, master_id=FIRST),
        InviteTap(location_id=0, master_id=0),
        WithdrawTap(invitation_id=FIRST),
        WorkAsMasterTap(location_id=FIRST, master_id=0),
        WorkAsMasterTap(location_id=FIRST, master_id=FIRST + 1),
        OpenToday(),
        OpenWeek(),
        SendWeekPicture(),
        OpenOwnClients(),
        OpenOwnClient(client_id=FIRST),
        OpenUnmarked(),
        OpenBookingList(),
        FilterByDays(days=NamedDays.ALL),
        OpenBookFor(),
        ChooseClient(client_id=FIRST),
        BookFor(price_minor=0),
        SendOffer(),
        OpenRefunds(),
        RefundMade(payment_id=FIRST),
    )
