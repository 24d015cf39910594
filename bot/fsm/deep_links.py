import re
from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """What a `?start=` link of the bot leads to."""

    BOOK = "book"
    SERVICE = "s"
    MASTER = "m"
    LOCATION = "loc"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A link that could be read; whether its target exists is for the domain to say."""

    kind: LinkKind
    target_id: int = 0


_LINK = re.compile(r"(?:book|(?P<kind>s|m|loc)_(?P<id>[0-9]{1,9}))", re.ASCII)


def parse_deep_link(payload: str) -> DeepLink | None:
    """Read `book`, `s_<service>`, `m_<master>` or `loc_<location>`; else return `None`."""
    match = _LINK.fullmatch(payload)
    if match is None:
        return None
    if match["kind"] is None:
        return DeepLink(LinkKind.BOOK)
    return DeepLink(LinkKind(match["kind"]), int(match["id"]))
