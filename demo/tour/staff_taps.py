"""Callback data of the staff's buttons, for forged taps."""

from collections.abc import Callable, Sequence
from enum import Enum

from aiogram.filters.callback_data import CallbackData
from pydantic.fields import FieldInfo

from bot.callbacks.book_for_client import (
    AskCancelForClient,
    BookFor,
    CancelForClient,
    ChooseClient,
    MoveForClient,
    OpenBookFor,
)
from bot.callbacks.bookings import FilterByDays, OpenBookingList
from bot.callbacks.correspondence import OpenStaffNote, WriteToClient
from bot.callbacks.delays import RunLateTap
from bot.callbacks.refunds import OpenRefunds, RefundMade
from bot.callbacks.team import (
    AskRevokeRole,
    InviteTap,
    OpenTeam,
    RevokeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.callbacks.visit_card import (
    CorrectVisit,
    MarkVisit,
    OpenListedVisit,
    OpenStaffVisit,
    ProposeTimeTap,
    SendOffer,
    ShowVisitInGroup,
    SwitchRole,
)
from bot.handlers import routes
from bot.navigation.roles import STAFF
from domain.shared.identity import Role
from domain.visit.delays import Delay
from domain.visit.outcomes import Mark
from domain.visit_queries.booking_filter import NamedDays

FIRST = 1
"""The id of the first person, master, invitation or payment of the salon."""


def taps_on_visit(visit: int) -> Sequence[CallbackData]:
    """Return all taps of the staff on a visit."""
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
    """Return the taps on a visit that only admins may do."""
    return (
        CorrectVisit(booking_id=visit, mark=Mark.CASH),
        MoveForClient(booking_id=visit),
        AskCancelForClient(booking_id=visit),
        CancelForClient(booking_id=visit),
    )


def every_tap_of_the_staff() -> Sequence[CallbackData]:
    """Return one tap of each kind for the screens and menus of masters and admins."""
    of_staff = {_feature(view.opener) for view in routes.views.values() if view.roles}
    taps = {
        prefix: route.data
        for prefix, route in routes.taps.items()
        if _feature(route.handler) in of_staff
    }
    forged = (first_of(taps[prefix]) for prefix in sorted(taps))
    return (*forged, *map(to_menu_of, sorted(STAFF)))


def _feature(handler: Callable[..., object]) -> str:
    """Return the package of a handler."""
    return handler.__module__.rpartition(".")[0]


def to_menu_of(role: Role) -> CallbackData:
    """Return the tap that leads to the menu of a role."""
    return SwitchRole(role=role)


def first_of(kind: type[CallbackData]) -> CallbackData:
    """Return a tap of a kind with the first ids."""
    values = {name: _first_value(field) for name, field in kind.model_fields.items()}
    return kind.model_validate(values)


def _first_value(field: FieldInfo) -> object:
    if not field.is_required():
        return field.default
    if isinstance(field.annotation, type) and issubclass(field.annotation, Enum):
        return next(iter(field.annotation))
    return max([FIRST, *(getattr(bound, "ge", FIRST) for bound in field.metadata)])


def taps_of_admins() -> Sequence[CallbackData]:
    """Return the taps of admins that are not on a visit."""
    return (
        SwitchRole(role=Role.ADMIN),
        OpenTeam(),
        AskRevokeRole(),
        RevokeRoleTap(user_id=FIRST, master_id=0),
        RevokeRoleTap(user_id=FIRST, master_id=FIRST),
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
