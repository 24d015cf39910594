from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.availability.model import ServiceChoice, VisitWish
from domain.visit.model import Actor, BookingItem, BookingStatus, Transition, Visit
from domain.visit.reasons import moved
from domain.visit.transitions import transition


def choice_of(visit: Visit) -> tuple[ServiceChoice, ...]:
    """Return the services and masters of the visit as a choice."""
    return tuple(ServiceChoice(item.service_id, item.master_id) for item in visit.items)


def same_again(visit: Visit) -> VisitWish:
    """Return the wish for the same services and masters at another time."""
    return VisitWish(
        visit.location.id,
        choice_of(visit),
        moved_booking_id=visit.id,
        client_id=visit.client_id,
    )


def at_old_prices(
    items: Sequence[BookingItem], old: Sequence[BookingItem]
) -> tuple[BookingItem, ...]:
    """Return the items at the agreed prices."""
    prices = {item.service_id: item.price for item in old}
    return tuple(replace(item, price=prices[item.service_id]) for item in items)


def line_of_move(visit: Visit, actor: Actor, start_at: datetime, now: datetime) -> Transition:
    """Return the history entry of a move; a move ends a proposal of another time."""
    reason = moved(visit.starts_at, start_at)
    if visit.status is BookingStatus.CONFIRMED:
        return Transition(visit.status, visit.status, now, actor, reason)
    return transition(visit.status, BookingStatus.CONFIRMED, at=now, actor=actor, reason=reason)
