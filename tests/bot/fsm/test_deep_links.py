import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fsm.deep_links import DeepLink, LinkKind, parse_deep_link

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
    ],
)
def test_anything_else_is_no_link(payload: str) -> None:
    assert parse_deep_link(payload) is None


@given(st.text() | st.text(PAYLOAD_SIGNS, max_size=MAX_PAYLOAD))
@example("s_99999999999999999999")
def test_no_text_is_too_strange_to_be_read(payload: str) -> None:
    link = parse_deep_link(payload)
    assert link is None or 0 <= link.target_id <= MAX_SMALL_ID
