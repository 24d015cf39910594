"""A new member joins the staff."""

import re

from bot.callbacks.team import InviteTap
from bot.callbacks.timetable import OpenToday, OpenWeek
from bot.callbacks.visit_card import SwitchRole
from demo.tour.buttons import taps_on
from demo.tour.scenes.glances import commands_of
from demo.tour.story import Story

LINK = re.compile(r"https://t\.me/\S+\?start=inv_\S+")
COMMANDS_OF_MASTERS = {"today", "week", "visit"}
COMMANDS_OF_ADMINS = {"team", "refunds", "digest", "maintenance"}


async def an_invitation(story: Story) -> None:
    """Greta invites Anna by a link, which makes Anna a master, and works only once."""
    narrator, anna, greta = story.narrator, story.cast.master, story.cast.admin
    narrator.scene("A master joins")
    await narrator.writes(greta, "/team")
    await narrator.tap(greta, "Anna", InviteTap)
    link = LINK.findall(greta.chat.newest.text)[0]
    narrator.aside("Greta tries the link herself, and then forwards it")
    await narrator.opens(greta, link)
    kept = "for somebody else" in greta.screen.text
    narrator.check("it is not for her, and is not used up by it", holds=kept)
    is_unlinked = await story.witness.works_as(greta.id) == []
    narrator.check("so nobody works as Anna yet", holds=is_unlinked)
    await narrator.opens(anna, link)
    is_anna = await story.witness.works_as(anna.id) == ["Anna"]
    narrator.check("who opens it first works as Anna from now on", holds=is_anna)
    has_menu = taps_on(anna.screen, OpenToday) and taps_on(anna.screen, OpenWeek)
    narrator.check("and has the menu of a master", holds=bool(has_menu))
    shown = commands_of(anna)
    right = shown >= COMMANDS_OF_MASTERS and shown.isdisjoint(COMMANDS_OF_ADMINS)
    narrator.check("and the commands of one, but none of an admin's", holds=right)
    await the_link_is_used(story, link)


async def the_link_is_used(story: Story, link: str) -> None:
    """Bruno opens the same link after Anna."""
    narrator, bruno, greta = story.narrator, story.cast.bruno, story.cast.admin
    await narrator.opens(bruno, link)
    is_refused = "Diese Einladung wurde schon benutzt" in bruno.screen.text
    narrator.check("Bruno, who opens it second, reads that it is used", holds=is_refused)
    await narrator.writes(bruno, "/start")
    no_role = not taps_on(bruno.screen, SwitchRole) and not commands_of(bruno) & COMMANDS_OF_MASTERS
    narrator.check("and is a client as before, in his menu and his commands", holds=no_role)
    works = [await story.witness.works_as(person.id) for person in (story.cast.master, bruno)]
    narrator.check("the database says the same", holds=works == [["Anna"], []])
    await narrator.writes(greta, "/team")
    has_joined = greta.screen.button("Anna").text
    narrator.check("Greta's team shows that she is in the chat", holds="yet" not in has_joined)
