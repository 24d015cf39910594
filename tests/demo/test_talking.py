"""People and a real bot, over real HTTP."""

import asyncio

import pytest
from aiogram import Bot

from demo.simulator import NoSuchButtonError, NotSettledError, Person, Simulator
from tests.demo.tiny_bot import CALENDAR

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("polling")]


async def test_a_greeting_has_words_markup_and_buttons(anna: Person) -> None:
    await anna.start("s_haircut")
    assert anna.screen.text.startswith("Hello, Anna! You came by s_haircut.")
    assert anna.screen.html.startswith("<b>Hello, Anna!</b> You came by <code>s_haircut</code>.")
    assert anna.screen.buttons == [["Book"], ["My visits", "The usual"], ["Waitlist", "Help"]]
    assert anna.screen.button("Book").style == "primary"


async def test_a_tap_edits_the_same_message_and_is_answered_once(
    simulator: Simulator, anna: Person
) -> None:
    await anna.start()
    before = anna.screen
    query = await anna.tap("Book")
    assert query is not None
    assert query.text == "book for Anna"
    assert anna.screen.id == before.id
    assert anna.screen.is_edited
    assert "Choose a day" in anna.screen.text
    assert before.text.startswith("Hello")
    assert simulator.violations == []


async def test_an_alert_is_a_notice_that_waits(anna: Person) -> None:
    await anna.start()
    await anna.tap("Help")
    assert [(notice.text, notice.alert) for notice in anna.notices] == [
        ("Write to us at any time.", True)
    ]


async def test_two_taps_at_once_are_two_queries(simulator: Simulator, anna: Person) -> None:
    await anna.start()
    await asyncio.gather(anna.tap("visits", wait=False), anna.tap("visits", wait=False))
    await anna.settle()
    assert [notice.text for notice in anna.notices] == ["visits for Anna"] * 2
    assert simulator.violations == []


async def test_forged_data_reaches_the_bot(anna: Person) -> None:
    await anna.start()
    query = await anna.tap_data("drop table")
    assert query.text == "drop table for Anna"


async def test_a_file_can_be_read(anna: Person) -> None:
    await anna.start()
    await anna.send("/card")
    await anna.tap("Add to calendar")
    (received,) = anna.files
    assert (received.name, received.data, received.caption) == ("visit.ics", CALENDAR, "Your visit")


async def test_every_kind_of_content_gets_its_reply(anna: Person) -> None:
    await anna.send_photo()
    await anna.send_sticker()
    await anna.send_voice()
    await anna.send_document(b"x", "x.pdf")
    await anna.send_location(52.5, 13.4)
    await anna.send_contact("+4930123")
    assert [message.text for message in anna.chat.from_bot] == [
        f"You said: ContentType.{kind}"
        for kind in ("PHOTO", "STICKER", "VOICE", "DOCUMENT", "LOCATION", "CONTACT")
    ]


async def test_a_corrected_message_comes_as_an_edit(anna: Person) -> None:
    sent = await anna.send("helo")
    await anna.edit(sent, "hello")
    assert anna.chat.newest.text == "You corrected it: hello"


async def test_a_key_under_the_text_field_shares_the_number(anna: Person) -> None:
    await anna.send("/contact")
    await anna.press("Share my number")
    assert anna.chat.newest.text == "You said: ContentType.CONTACT"
    with pytest.raises(NoSuchButtonError, match="no key 'Other'"):
        await anna.press("Other")


async def test_a_button_is_found_by_label_data_or_part(anna: Person) -> None:
    await anna.send("/card")
    screen = anna.screen
    assert screen.button("Move") == screen.button("move")
    assert screen.button("calendar").text == "Add to calendar"
    assert not screen.has_button("Nothing")
    with pytest.raises(NoSuchButtonError, match=r"2 buttons for 'C'(.|\n)*\[Move\] \[Cancel\]"):
        screen.button("C")


async def test_a_link_to_the_bot_itself_starts_it(simulator: Simulator, anna: Person) -> None:
    bot_link = f"https://t.me/{simulator.world.bot.username}?start=book"
    await anna.start()
    screen = anna.screen
    assert screen.message.reply_markup is not None
    screen.message.reply_markup.inline_keyboard[0][0].url = bot_link
    screen.message.reply_markup.inline_keyboard[0][0].callback_data = None
    assert await anna.tap("Book") is None
    assert "You came by book" in anna.chat.newest.text


async def test_groups_speak_to_the_bot_by_command_and_by_tap(
    simulator: Simulator, anna: Person
) -> None:
    olga = simulator.add_person(first_name="Olga")
    group = simulator.add_group(title="Admins", members=[anna, olga])
    await anna.send("just between us", chat=group)
    assert group.from_bot == []
    await olga.send("/connect", chat=group)
    query = await anna.tap("Who am I?", chat=group)
    assert query is not None
    assert query.text == "who for Anna"
    assert olga.notices == []


async def test_the_language_of_the_client_comes_with_the_next_update(
    simulator: Simulator, anna: Person
) -> None:
    assert anna.user.language_code == "en"
    anna.set_language("ru")
    sent = await anna.send("hello")
    assert sent.from_user is not None
    assert sent.from_user.language_code == "ru"


async def test_what_a_person_deletes_is_gone_for_the_bot(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    await anna.start()
    await anna.send("hi")
    menu = anna.chat.from_bot[0]
    anna.delete(menu)
    with pytest.raises(KeyError):
        await anna.tap("Book", message=menu)
    anna.clear_chat()
    assert anna.chat.messages == []


async def test_whoever_waits_in_vain_is_shown_the_chat(anna: Person) -> None:
    await anna.start()
    with pytest.raises(NotSettledError, match=r"'Goodbye' did not come(.|\n)*Hello, Anna!"):
        await anna.until("Goodbye", timeout_s=0.05)


async def test_a_condition_on_a_screen_that_is_not_there_yet_can_be_waited_for(
    anna: Person,
) -> None:
    waiting = asyncio.create_task(anna.until(lambda: anna.screen.has_button("Book")))
    await anna.start(wait=False)
    assert (await waiting).has_button("Book")


async def test_a_transcript_tells_the_whole_story(anna: Person) -> None:
    await anna.start()
    await anna.tap("Help")
    await anna.tap("The usual")
    await anna.send("/pay")
    await anna.pay()
    assert anna.chat.transcript() == (
        "── Anna and Bookline ───────────────────────────────────────────\n"
        "09:00  Anna: /start\n"
        "09:00  Bookline: Hello, Anna! What can I do for you?\n"
        "       [Book]\n"
        "       [My visits] [The usual]\n"
        "       [Waitlist] [Help]\n"
        "09:00  Anna taps [Help]\n"
        "09:00  alert for Anna: Write to us at any time.\n"
        "09:00  Anna taps [The usual]\n"
        "09:00  notice for Anna: usual for Anna\n"
        "09:00  Anna: /pay\n"
        "09:00  Bookline: (invoice: Deposit, 15.00 EUR)\n"
        "       Haircut with Mara, tomorrow at 15:00\n"
        "09:00  Anna: (paid 15.00 EUR)\n"
        "09:00  Bookline: Thank you, your visit is confirmed."
    )
