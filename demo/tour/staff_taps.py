"""What the buttons of the staff send, for whoever would like to forge it."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import (
    AskCancelForClient,
    AskTakeRole,
    BlockNow,
    BookFor,
    CancelForClient,
    ChooseClient,
    CorrectVisit,
    FilterByDays,
    InviteTap,
    MakeTimeChange,
    MarkVisit,
    MoveForClient,
    OpenBookFor,
    OpenBookingList,
    OpenListedVisit,
    OpenMyTime,
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
from domain.booking.booking_filter import NamedDays
from domain.booking.delays import Delay
from domain.booking.outcomes import Mark
from domain.shared.identity import Role

FIRST = 1
"""The first of whatever the salon has: a person, a master, an invitation, a payment."""


def taps_on_visit(visit: int) -> Sequence[CallbackData]:
    """Return all that the staff can do to a visit with a tap."""
    return (
        OpenStaffVisit(booking_id=visit),
        OpenListedVisit(booking_id=visit),
        ShowVisitInGroup(booking_id=visit),
        *(MarkVisit(booking_id=visit, mark=mark) for mark in Mark),
        RunLateTap(booking_id=visit, delay=Delay.THIRTY),
        ProposeTimeTap(booking_id=visit),
        WriteToClient(booking_id=visit),
        OpenStaffNote(booking_id=visit),
        *taps_of_admins_on_visit(visit),
    )


def taps_of_admins_on_visit(visit: int) -> Sequence[CallbackData]:
    """Return what only admins do to a visit."""
    return (
        CorrectVisit(booking_id=visit, mark=Mark.CASH),
        MoveForClient(booking_id=visit),
        AskCancelForClient(booking_id=visit),
        CancelForClient(booking_id=visit),
    )


def taps_of_masters() -> Sequence[CallbackData]:
    """Return what masters open and decide with a tap."""
    return (
        SwitchRole(role=Role.MASTER),
        OpenToday(),
        OpenWeek(),
        SendWeekPicture(),
        OpenOwnClients(),
        OpenOwnClient(client_id=FIRST),
        OpenUnmarked(),
        OpenMyTime(),
        BlockNow(minutes=30),
        MakeTimeChange(),
    )


def taps_of_admins() -> Sequence[CallbackData]:
    """Return what admins open and decide with a tap."""
    return (
        SwitchRole(role=Role.ADMIN),
        OpenTeam(),
        AskTakeRole(),
        TakeRoleTap(user_id=FIRST, master_id=0),
        TakeRoleTap(user_id=FIRST, master_id=FIRST),
        InviteTap(location_id=0, master_id=0),
        WithdrawTap(invitation_id=FIRST),
        WorkAsMasterTap(location_id=FIRST, master_id=0),
        WorkAsMasterTap(location_id=FIRST, master_id=FIRST + 1),
        OpenBookingList(),
        FilterByDays(days=NamedDays.ALL),
        OpenBookFor(),
        ChooseClient(client_id=FIRST),
        BookFor(price_minor=0),
        SendOffer(),
        OpenRefunds(),
        RefundMade(payment_id=FIRST),
    )
