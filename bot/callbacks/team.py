"""Taps on the team."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Id, UserNumber


class OpenTeam(CallbackData, prefix="team"):
    """Open the team."""


class OpenMember(CallbackData, prefix="member"):
    """Open somebody of the team: an admin has no master, a master perhaps no user (0)."""

    user_id: UserNumber
    master_id: Id


class InviteTap(CallbackData, prefix="invite"):
    """Make an invitation: to be an admin (no location), this master, or a new one."""

    location_id: Id
    master_id: Id


class WorkAsMasterTap(CallbackData, prefix="itsme"):
    """Be this master, as an admin."""

    location_id: Id
    master_id: Id


class AskRevokeRole(CallbackData, prefix="askdismiss"):
    """Ask whether the role that the screen shows is really to be taken away."""


class RevokeRoleTap(CallbackData, prefix="dismiss"):
    """Take the role of an admin, or that of a master, away from somebody."""

    user_id: UserNumber
    master_id: Id


class WithdrawTap(CallbackData, prefix="uninvite"):
    """Let nobody use an invitation any more."""

    invitation_id: BookingNumber
