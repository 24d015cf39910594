from domain.shared.errors import DomainError


class InvitationUnknownError(DomainError):
    """There is no such invitation: nothing more is told."""


class InvitationUsedError(DomainError):
    """The invitation was used: nothing more is told."""


class InvitationExpiredError(DomainError):
    """The invitation is too old, or was withdrawn."""


class OwnInvitationError(DomainError):
    """An admin opened the link that was meant for somebody else."""


class RoleHeldError(DomainError):
    """The person has this role already: the invitation stays for somebody else."""


class MasterTakenError(DomainError):
    """Somebody works as this master already, or there is no such master."""


class LastAdminError(DomainError):
    """Without this admin there would be none."""


class AdminOfSettingsError(DomainError):
    """Who is named in the settings stays an admin until the settings are changed."""


class MemberNotFoundError(DomainError):
    """Nobody has this role any more."""


class GroupNotConnectedError(DomainError):
    """The admins are not told in this group."""
