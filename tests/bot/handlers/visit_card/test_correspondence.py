"""What is written about a visit, and what was with the client before, as it is read."""

from dataclasses import replace

import pytest

from bot.callbacks.correspondence import (
    AnswerClient,
    AnswerStaff,
    DropStaffNote,
    OpenStaffNote,
    OpenWritten,
    WriteToClient,
)
from bot.callbacks.visit_card import OpenStaffVisit
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visit_card.note_view import render_staff_note
from bot.notifications.render import render_notification
from bot.ui.screen import Screen
from bot.ui.visit.correspondence import render_write_client, render_write_staff
from domain.clients.model import LANGUAGES
from domain.visit.correspondence import MAX_MESSAGE_LENGTH, ClientAwayDenial, WritingOverDenial
from domain.visit.staff_ports import ClientPast
from tests.bot.support.correspondence_screens import WORDS, card_of_client, delivered
from tests.bot.support.salon import Salon
from tests.bot.support.visit_screens import NUMBER, PHONE, staff_card
from tests.support.ids import ID
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()


def taps_of(screen: Screen) -> list[object]:
    return [button.tap for button in buttons_of(screen) if button.tap]


def test_a_client_reads_who_wrote_about_which_visit_and_can_answer() -> None:
    screen = render_notification(delivered(SALON, WORDS, is_by_client=False), localizer())
    text = text_of(screen)
    assert text.startswith("✉️ Mia has written to you about your visit")
    assert WORDS in text
    assert "Fri, Nov 27" in text
    assert taps_of(screen) == [AnswerStaff(booking_id=ID), OpenWritten(booking_id=ID)]


def test_the_staff_read_the_clients_answer_and_can_answer_or_open_the_visit() -> None:
    screen = render_notification(delivered(SALON, WORDS, is_by_client=True), localizer())
    assert text_of(screen).startswith("✉️ Anna has written about a visit")
    assert taps_of(screen) == [AnswerClient(booking_id=ID), OpenStaffVisit(booking_id=ID)]


@pytest.mark.parametrize("is_by_client", [False, True])
@pytest.mark.parametrize(
    "hostile",
    [
        "<b>bold</b> & <a href='tg://user?id=1'>link</a>",
        "</blockquote>\n✉️ Mia",
        "{name} %s \\",
        "one\ntwo\n\nthree",
    ],
)
def test_hostile_words_are_read_as_they_were_written(hostile: str, is_by_client: bool) -> None:
    screen = render_notification(delivered(SALON, hostile, is_by_client=is_by_client), localizer())
    assert hostile in text_of(screen)


def test_words_cannot_turn_those_around_them() -> None:
    screen = render_notification(
        delivered(SALON, "\u202eevil\u2066", is_by_client=True), localizer()
    )
    assert not set(text_of(screen)) & set("\u202e\u2066")
    assert "evil" in text_of(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thousand_characters_are_read_whatever_they_are(language: str) -> None:
    for sign in ("💇", "ж", "<", "&"):
        words = sign * MAX_MESSAGE_LENGTH
        screen = render_notification(
            delivered(SALON, words, is_by_client=True), localizer(language)
        )
        assert words in text_of(screen)


def test_words_without_a_visible_sign_leave_no_hole() -> None:
    assert "…" in text_of(
        render_notification(delivered(SALON, " \n ", is_by_client=True), localizer())
    )


def test_the_staff_write_beneath_what_was_written() -> None:
    text = text_of(render_write_client(card_of_client(SALON), localizer()))
    assert text.startswith("✉️ What shall we write to Anna?")
    assert text.count(WORDS) == 5
    assert "Mia · Fri, Nov 20" in text
    assert "Anna · Fri, Nov 20" in text
    assert "1000 characters" in text.replace(",", "")


def test_a_client_is_asked_for_an_answer() -> None:
    text = text_of(render_write_staff(SALON.visit(), localizer()))
    assert text.startswith("✉️ What would you like to answer?")


def test_the_card_leads_to_writing_and_to_the_note() -> None:
    taps = taps_of(render_staff_visit(staff_card(SALON), localizer()))
    assert WriteToClient(booking_id=NUMBER) in taps
    assert OpenStaffNote(booking_id=NUMBER) in taps


@pytest.mark.parametrize("denial", [ClientAwayDenial(), WritingOverDenial()])
def test_the_card_offers_no_writing_that_would_be_refused(
    denial: ClientAwayDenial | WritingOverDenial,
) -> None:
    screen = render_staff_visit(replace(staff_card(SALON), write_denial=denial), localizer())
    assert WriteToClient(booking_id=NUMBER) not in taps_of(screen)
    is_away = isinstance(denial, ClientAwayDenial)
    assert ("Cannot be reached in the chat: please phone." in text_of(screen)) is is_away


def test_the_card_tells_what_was_before_and_our_note() -> None:
    text = text_of(render_staff_visit(card_of_client(SALON, "Likes <b>tea</b>"), localizer()))
    assert "📒 came 7 times · missed 1 visit · 3 visits with you" in text
    assert "🕘 Last: Fri, Nov 27, 2026, Haircut; Fri, Nov 27, 2026, Haircut (missed)" in text
    assert "🔏 Our note: Likes <b>tea</b>" in text


def test_the_card_tells_of_a_client_who_is_new() -> None:
    card = replace(staff_card(SALON), past=ClientPast(0, 0))
    assert "🌱 Has not been here before" in text_of(render_staff_visit(card, localizer()))


def test_a_note_that_there_is_can_be_removed() -> None:
    screen = render_staff_note(card_of_client(SALON, "Likes tea"), localizer())
    assert "Likes tea" in text_of(screen)
    assert taps_of(screen) == [DropStaffNote()]
    assert "🔏 Change our note" in labels_of(
        render_staff_visit(card_of_client(SALON, "Likes tea"), localizer())
    )
    assert taps_of(render_staff_note(staff_card(SALON), localizer())) == []


def test_who_sees_no_phone_has_none_to_copy() -> None:
    screen = render_staff_visit(staff_card(SALON, phone=None), localizer())
    assert PHONE not in text_of(screen)
    assert not any(button.copy_text for button in buttons_of(screen))
