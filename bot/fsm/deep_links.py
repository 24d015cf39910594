import re
from dataclasses import dataclass, field
from enum import StrEnum


class LinkKind(StrEnum):
    """The target of a `?start=` link of the bot."""

    BOOK = "book"
    SERVICE = "s"
    MASTER = "m"
    LOCATION = "loc"
    INVITATION = "inv"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A parsed link; the domain checks whether its target exists.

    An invitation has a `token`, which no log, repr or stored dialogue contains.
    """

    kind: LinkKind
    target_id: int = 0
    token: str = field(default="", repr=False)


_LINK = re.compile(
    r"(?:book|(?P<kind>s|m|loc|visit)_(?P<id>[0-9]{1,9})|inv_(?P<token>[A-Za-z0-9_-]{1,60}))",
    re.ASCII,
)


def parse_deep_link(payload: str) -> DeepLink | None:
    """Read `book`, `s_<service>`, `m_<master>`, `loc_<location>`, `visit_<visit>`, `inv_<token>`.

    Return `None` for anything else.
    """
    match = _LINK.fullmatch(payload)
    if match is None:
        return None
    if match["token"] is not None:
        return DeepLink(LinkKind.INVITATION, token=match["token"])
    if match["kind"] is None:
        return DeepLink(LinkKind.BOOK)
    return DeepLink(LinkKind(match["kind"]), int(match["id"]))


def visit_payload(booking_id: int) -> str:
    """Return the `?start=` payload of the link that opens a visit for the staff."""
    return f"{LinkKind.VISIT}_{booking_id}"


def invitation_payload(token: str) -> str:
    """Return the `?start=` payload of the link of an invitation."""
    return f"{LinkKind.INVITATION}_{token}"
