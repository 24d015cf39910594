from collections.abc import Collection
from datetime import datetime

from domain.payments.model import Payment
from domain.shared.denials import PolicyDenial
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import MasterId
from domain.visit.correspondence import (
    ClientAwayDenial,
    writing_over_denial,
)
from domain.visit.errors import VisitNotFoundError
from domain.visit.model import OCCUPYING, BookingStatus, Visit
from domain.visit.staff_ports import ClientContact


def can_take_other_time(visit: Visit, payment: Payment | None, now: datetime) -> bool:
    """Return whether the client can use a late payment for another time."""
    if payment is None or visit.status is not BookingStatus.EXPIRED:
        return False
    return payment.waits_for_answer(now)


def ensure_own(visit: Visit | None, client: Identity) -> Visit:
    """Return the visit if it is the client's; raise `VisitNotFoundError` otherwise."""
    if visit is None or visit.client_id != client.user_id:
        raise VisitNotFoundError
    return visit


def is_coming(visit: Visit, now: datetime) -> bool:
    """Return whether the visit is active and its expected start is ahead."""
    return visit.status in OCCUPYING and visit.expected_at > now


def write_denial(visit: Visit, client: ClientContact, now: datetime) -> PolicyDenial | None:
    """The staff may write until a week after a visit, if the client is reachable in the chat."""
    over = writing_over_denial(visit, now)
    return over or (None if client.is_reachable else ClientAwayDenial())


def ensure_serves(visit: Visit | None, staff: Identity, own: Collection[MasterId]) -> Visit:
    """Return the visit if this staff member may manage it.

    `own` are the masters linked to the staff member.

    Raises:
        RoleMissingError: the user is not a staff member.
        VisitNotFoundError: there is no such visit, or it belongs to other masters.
    """
    if not staff.roles & {Role.ADMIN, Role.MASTER}:
        raise RoleMissingError(Role.ADMIN)
    if visit is None:
        raise VisitNotFoundError
    if Role.ADMIN not in staff.roles and not any(item.master_id in own for item in visit.items):
        raise VisitNotFoundError
    return visit
