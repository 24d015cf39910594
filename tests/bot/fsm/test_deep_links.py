import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fsm.deep_links import DeepLink, LinkKind, invitation_payload, parse_deep_link
from domain.staff.tokens import new_token

MAX_PAYLOAD = 64
MAX_SMALL_ID = 2**31 - 1
PAYLOAD_SIGNS = string.ascii_letters + string.digits + "_-"


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("book", DeepLink(LinkKind.BOOK)),
        ("s_7", DeepLink(LinkKind.SERVICE, 7)),
        ("m_3", DeepLink(LinkKind.MASTER, 3)),
        ("loc_12", DeepLink(LinkKind.LOCATION, 12)),
        ("inv_aB-_9", DeepLink(LinkKind.INVITATION, token="aB-_9")),
    ],
)
def test_known_links_are_read(payload: str, link: DeepLink) -> None:
    assert parse_deep_link(payload) == link


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "BOOK",
        "book_",
        "book_1",
        "s_",
        "s_-1",
        "s_1_2",
        "s_1\n",
        "loc_1.5",
        "s_٣",
        "v_1",
        " s_1",
        "inv_",
        "inv_a b",
        "inv_ы",
        f"inv_{'a' * 61}",
    ],
)
def test_anything_else_is_no_link(payload: str) -> None:
    assert parse_deep_link(payload) is None


@given(st.text() | st.text(PAYLOAD_SIGNS, max_size=MAX_PAYLOAD))
@example("s_99999999999999999999")
def test_no_text_is_too_strange_to_be_read(payload: str) -> None:
    link = parse_deep_link(payload)
    assert link is None or 0 <= link.target_id <= MAX_SMALL_ID


def test_an_invitation_fits_into_a_link_and_shows_in_no_repr() -> None:
    token = new_token()
    payload = invitation_payload(token)
    link = parse_deep_link(payload)
    assert len(payload) <= MAX_PAYLOAD
    assert link is not None
    assert link.token == token
    assert token not in repr(link)
