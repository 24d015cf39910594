import html
from contextlib import suppress

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st

from demo.simulator.errors import ApiError
from demo.simulator.text.html_parser import parse_html


def spans(source: str) -> list[tuple[str, str]]:
    text, entities = parse_html(source)
    return [(entity.type, entity.extract_from(text)) for entity in entities]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<STRONG>x</STRONG>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<a href="https://example.org">x</a>', "text_link"),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "custom_emoji"),
        ('<tg-time unix="1647531900" format="wDT">x</tg-time>', "date_time"),
    ],
)
def test_every_tag_becomes_its_entity(source: str, kind: str) -> None:
    assert spans(f"before {source} after") == [(kind, "x")]


def test_tags_nest_outer_first() -> None:
    assert spans("<b>one <i>two</i></b>") == [("bold", "one two"), ("italic", "two")]


def test_offsets_count_utf16_units() -> None:
    text, entities = parse_html("👍🏽 <b>да</b>")
    assert text == "👍🏽 да"
    assert (entities[0].offset, entities[0].length) == (5, 2)


def test_character_references_are_the_few_that_telegram_knows() -> None:
    text, _ = parse_html("&lt;b&gt; &amp;amp; &quot;q&quot; &#65;&#x42; &nbsp; a & b")
    assert text == '<b> &amp; "q" AB &nbsp; a & b'


def test_a_block_of_code_keeps_its_language() -> None:
    source = '<pre><code class="language-python">x = 1</code></pre>'
    _, entities = parse_html(source)
    assert [(entity.type, entity.language) for entity in entities] == [("pre", "python")]


def test_nothing_is_formatted_inside_code() -> None:
    assert spans("<code>a <b>b</b></code>") == [("code", "a b")]


def test_attributes_of_links_and_times_are_kept() -> None:
    _, (link, time) = parse_html(
        "<a href='https://example.org/?a=1&amp;b=2'>x</a>"
        '<tg-time unix="1647531900" format="r">y</tg-time>'
    )
    assert link.url == "https://example.org/?a=1&b=2"
    assert (time.unix_time, time.date_time_format) == (1647531900, "r")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("да <br>", 'Unsupported start tag "br" at byte offset 5'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>a</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 3'),
        (
            "<a href>y</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 3',
        ),
        ("<a href=x$y>z</a>", "Unexpected end of name token at byte offset 9"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<tg-time>a</tg-time>", 'Tag "tg-time" must have a valid "unix" at byte offset 0'),
        (
            '<tg-time unix="1" format="Tw">a</tg-time>',
            'Invalid date-time format "Tw" at byte offset 0',
        ),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (html.unescape(html.escape(text)), [])


@given(st.text(alphabet=st.sampled_from("<>/&;abi \"'=#x1é👍")))
def test_any_text_is_read_or_refused_as_telegram_would(source: str) -> None:
    with suppress(ApiError):
        text, entities = parse_html(source)
        assert all(entity.extract_from(text) for entity in entities)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "i", "u", "s", "tg-spoiler"])
    return st.lists(
        st.builds(lambda tag, content: f"<{tag}>{content}</{tag}>", tags, inner), max_size=3
    ).map(" ".join)


_WORDS = st.text(alphabet="ab é👍", min_size=1, max_size=4)


@given(st.recursive(_WORDS, _wrapped, max_leaves=8))
def test_entities_say_the_same_as_the_tags(source: str) -> None:
    text, entities = parse_html(source)
    again = parse_html(html_decoration.unparse(text, entities))
    assert _formats(*again) == _formats(text, entities)


def _formats(text: str, entities: list[MessageEntity]) -> list[tuple[str, frozenset[str]]]:
    """Which formats each character has; how they nest is not seen by a reader."""
    return [
        (
            character,
            frozenset(
                e.type
                for e in entities
                if e.offset <= len(text[:index].encode("utf-16-le")) // 2 < e.offset + e.length
            ),
        )
        for index, character in enumerate(text)
    ]
