import re
from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """What a `?start=` link of the bot leads to."""

    BOOK = "book"
    SERVICE = "s"
    LOCATION = "loc"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A link that could be read; whether its target exists is for the domain to say."""

    kind: LinkKind
    target_id: int = 0


_LINK = re.compile(r"(?:book|(?P<kind>s|loc)_(?P<id>[0-9]{1,9}))", re.ASCII)


def parse_deep_link(payload: str) -> DeepLink | None:
    """Read `book`, `s_<service>` or `loc_<location>`; `None` for anything else."""
    match = _LINK.fullmatch(payload)
    if match is None:
        return None
    if match["kind"] is None:
        return DeepLink(LinkKind.BOOK)
    return DeepLink(LinkKind(match["kind"]), int(match["id"]))
