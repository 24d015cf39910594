"""Clients and masters send forged taps of the staff."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import OpenBooking
from bot.callbacks.visit_card import SwitchRole
from demo.simulator import Person
from demo.tour.buttons import taps_on
from demo.tour.scenes.for_clients import FRIDA
from demo.tour.staff_taps import (
    every_tap_of_the_staff,
    taps_of_admins,
    taps_of_admins_on_visit,
    taps_on_visit,
)
from demo.tour.story import Story

NO_SUCH_COMMAND = "/abracadabra"
COMMANDS_OF_MASTERS = ("/today", "/week", "/visit 1")
COMMANDS_OF_ADMINS = ("/bookings", "/bookings Alice", "/team", "/refunds", "/digest")
REFUSALS = (
    "Das ist nur für unser Team",
    "Dieser Knopf gilt nicht mehr",
    "Это только для",
    "Эта кнопка уже не действует",
    "Такой записи нет",
    "Эту запись уже нельзя изменить",
)
"""In the languages of Bruno and Anna: staff only, an old button, no such visit, too late."""


async def a_client_forges(story: Story) -> None:
    """Bruno knows the source of the bot, and forges taps of the staff."""
    narrator, bruno, witness = story.narrator, story.cast.bruno, story.witness
    narrator.scene("A client forges the staff's taps")
    his, other = await witness.newest_of(bruno.id), await witness.newest_of(story.cast.alice.id)
    before = await witness.everything()
    await writes_refused_commands(story, bruno, (*COMMANDS_OF_MASTERS, *COMMANDS_OF_ADMINS))
    await taps_and_is_refused(story, bruno, taps_on_visit(his.id))
    await taps_and_is_refused(story, bruno, taps_on_visit(other.id))
    await taps_and_is_refused(story, bruno, every_tap_of_the_staff())
    narrator.check("nothing at all was written", holds=await witness.everything() == before)
    await narrator.writes(bruno, "/start")
    is_client = not taps_on(bruno.screen, SwitchRole) and taps_on(bruno.screen, OpenBooking)
    narrator.check("and he has the menu of a client", holds=bool(is_client))


async def a_master_forges(story: Story) -> None:
    """Anna forges taps of admins, and taps on another master's visit."""
    narrator, anna, witness = story.narrator, story.cast.master, story.witness
    narrator.scene("A master forges an admin's taps")
    hers, other = await witness.newest_of(story.cast.bruno.id), await witness.newest_called(FRIDA)
    before = await witness.everything()
    await writes_refused_commands(story, anna, COMMANDS_OF_ADMINS)
    await narrator.writes(anna, f"/visit {other.id}")
    hidden = FRIDA not in anna.screen.text
    narrator.check("she does not see the visit of another master's client", holds=hidden)
    await taps_and_is_refused(story, anna, taps_on_visit(other.id))
    await narrator.writes(anna, f"/visit {hers.id}")
    await taps_and_is_refused(story, anna, (*taps_of_admins_on_visit(hers.id), *taps_of_admins()))
    narrator.check("nothing at all was written", holds=await witness.everything() == before)


async def writes_refused_commands(story: Story, person: Person, commands: Sequence[str]) -> None:
    """Let a person write commands: the bot answers as to unknown ones."""
    narrator = story.narrator
    await narrator.writes(person, NO_SUCH_COMMAND)
    answer, answers = person.screen.text, []
    for command in commands:
        await narrator.writes(person, command)
        answers.append(person.screen.text)
    same = all(one == answer for one in answers)
    narrator.check("each is answered like a command that there is not", holds=same)


async def taps_and_is_refused(story: Story, person: Person, forged: Sequence[CallbackData]) -> None:
    """Let a person send forged taps: each is refused with a text, and shows no data of others."""
    narrator, sent = story.narrator, len(person.chat.from_bot)
    narrator.aside(f"{person.first_name} forges {' '.join(tap.__prefix__ for tap in forged)}")
    let_in, seen = [], []
    for tap in forged:
        query = await person.tap_data(tap.pack())
        if not is_refused(person, query.text):
            let_in.append(tap.__prefix__)
        seen.append(person.chat.screen)
    narrator.shows(person)
    words = f"each of these {len(forged)} taps is refused in words"
    narrator.check(words, holds=not let_in)
    others = [other for other in ("Alice", "Greta", FRIDA) if other != person.first_name]
    named = [name for screen in seen for name in others if name in screen.text]
    narrator.check("none of them tells of anybody else", holds=not named)
    narrator.check("or sends anything", holds=len(person.chat.from_bot) == sent)


def is_refused(person: Person, answer: str) -> bool:
    """Return whether a tap was refused, on the screen or in a toast."""
    return answer.startswith(REFUSALS) or person.screen.text.startswith(REFUSALS)
