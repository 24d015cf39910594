"""Staff members, and the invitations by which they join."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import LocationId, MasterId, UserId

InvitationId = NewType("InvitationId", int)


@dataclass(frozen=True, slots=True)
class Post:
    """The post of an invitation: an admin, or a master of a location.

    Without a `master_id` the invited user becomes a new master.
    """

    role: Role
    location_id: LocationId | None = None
    master_id: MasterId | None = None


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation that is about to be stored, with only a hash of its token."""

    token_hash: bytes
    post: Post
    invited_by: UserId
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A stored invitation; `master_name` is the master as which the user will work."""

    id: InvitationId
    post: Post
    invited_by: UserId
    expires_at: datetime
    is_used: bool
    is_withdrawn: bool
    master_name: Label | None


@dataclass(frozen=True, slots=True)
class Member:
    """A staff member in one role.

    Without a `user_id` no chat user works as this master. `account_id` is the member's account
    in the messenger. `is_of_settings` marks admins named in the settings.
    """

    post: Post
    name: Label
    user_id: UserId | None
    account_id: int | None = None
    is_of_settings: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """All staff members, admins first, and the open invitations."""

    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]

    def posts_of(self, user_id: UserId) -> frozenset[LocationId]:
        """Return the locations at which the user is a master."""
        return frozenset(
            member.post.location_id
            for member in self.members
            if member.user_id == user_id and member.post.location_id is not None
        )
