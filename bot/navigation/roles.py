"""Which screens belong to a role: a shortcut past screens of a role that somebody has lost.

It gives nobody a right: the domain asks for the role at every act, and whatever loads a screen.
"""

from collections.abc import Collection, Mapping

from bot.navigation.frame import ViewId
from domain.shared.identity import Role

ADMINS = frozenset({Role.ADMIN})
MASTERS = frozenset({Role.MASTER})
STAFF = frozenset({Role.MASTER, Role.ADMIN})

ROLES_OF_VIEWS: Mapping[ViewId, frozenset[Role]] = {
    ViewId.REFUNDS: ADMINS,
    ViewId.TEAM: ADMINS,
    ViewId.MEMBER: ADMINS,
    ViewId.TAKE_ROLE: ADMINS,
    ViewId.UNMARKED: STAFF,
    ViewId.STAFF_VISIT: STAFF,
    ViewId.OFFER: STAFF,
    ViewId.TODAY: MASTERS,
    ViewId.WEEK: MASTERS,
    ViewId.CLIENTS: MASTERS,
    ViewId.CLIENT: MASTERS,
    ViewId.STAFF_NOTE: STAFF,
    ViewId.WRITE_CLIENT: STAFF,
    ViewId.MY_TIME: MASTERS,
    ViewId.WEEKDAY: MASTERS,
    ViewId.DAY_OFF: MASTERS,
    ViewId.BLOCK: MASTERS,
    ViewId.COLLISIONS: MASTERS,
    ViewId.DISPLACED: MASTERS,
    ViewId.BOOKINGS: ADMINS,
    ViewId.BOOKING_FILTERS: ADMINS,
    ViewId.BOOK_FOR: ADMINS,
    ViewId.BOOK_FOR_CARD: ADMINS,
    ViewId.STAFF_CANCEL: ADMINS,
    ViewId.FIGURES: ADMINS,
}
"""Everybody sees what is not here."""


def may_see(view: ViewId, roles: Collection[Role]) -> bool:
    """Tell whether the view is for somebody of these roles."""
    return view not in ROLES_OF_VIEWS or not ROLES_OF_VIEWS[view].isdisjoint(roles)
