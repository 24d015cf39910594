"""Taps on the team."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Id, UserNumber


class OpenTeam(CallbackData, prefix="team"):
    """Open the team."""


class OpenMember(CallbackData, prefix="member"):
    """Open a team member; an admin has no master (0), a master may have no user (0)."""

    user_id: UserNumber
    master_id: Id


class InviteTap(CallbackData, prefix="invite"):
    """Create an invitation for an admin (no location), this master, or a new master."""

    location_id: Id
    master_id: Id


class WorkAsMasterTap(CallbackData, prefix="itsme"):
    """Let the admin work as this master."""

    location_id: Id
    master_id: Id


class AskRevokeRole(CallbackData, prefix="askdismiss"):
    """Ask for confirmation before the role on the screen is revoked."""


class RevokeRoleTap(CallbackData, prefix="dismiss"):
    """Revoke a member's role as admin or master."""

    user_id: UserNumber
    master_id: Id


class WithdrawTap(CallbackData, prefix="uninvite"):
    """Withdraw an invitation."""

    invitation_id: BookingNumber
