"""How people join the staff, and who they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import LocationId, MasterId, UserId

InvitationId = NewType("InvitationId", int)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is invited to be: an admin, or a master of a location.

    Without a `master_id` whoever comes becomes a new master.
    """

    role: Role
    location_id: LocationId | None = None
    master_id: MasterId | None = None


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation that is about to be written; of its token only a hash is kept."""

    token_hash: bytes
    post: Post
    invited_by: UserId
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as it stands; `master_name` is of whom the person is to work as."""

    id: InvitationId
    post: Post
    invited_by: UserId
    expires_at: datetime
    is_used: bool
    is_withdrawn: bool
    master_name: Label | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff in one role.

    Without a `user_id` nobody in the chat works as this master. `account_id` is the person's in
    the messenger. `is_of_settings` are admins whom
    the settings name.
    """

    post: Post
    name: Label
    user_id: UserId | None
    account_id: int | None = None
    is_of_settings: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody of the staff, admins first, and the invitations that nobody has used yet."""

    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]

    def posts_of(self, user_id: UserId) -> frozenset[LocationId]:
        """Return the locations at which a person is a master."""
        return frozenset(
            member.post.location_id
            for member in self.members
            if member.user_id == user_id and member.post.location_id is not None
        )
