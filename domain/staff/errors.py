from domain.shared.errors import DomainError


class InvitationUnknownError(DomainError):
    """There is no such invitation; no details are given."""


class InvitationUsedError(DomainError):
    """The invitation was already used; no details are given."""


class InvitationExpiredError(DomainError):
    """The invitation has expired, or was withdrawn."""


class OwnInvitationError(DomainError):
    """An admin opened a link that was meant for another person."""


class RoleHeldError(DomainError):
    """The user already has this role; the invitation remains valid for another person."""


class MasterTakenError(DomainError):
    """Another user already works as this master, or there is no such master."""


class LastAdminError(DomainError):
    """The last admin cannot be removed."""


class AdminOfSettingsError(DomainError):
    """An admin named in the settings stays one until the settings change."""


class MemberNotFoundError(DomainError):
    """The user no longer has this role."""


class GroupNotConnectedError(DomainError):
    """The admins are not notified in this group."""
