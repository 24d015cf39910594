"""Digests for the admins."""

from datetime import time, timedelta

from demo.simulator import ShownMessage, Window
from demo.tour.pictures import keep_picture
from demo.tour.story import Story

A_MINUTE_PAST_NINE = time(9, 1)
TOMORROW = timedelta(days=1)
LEAST_WIDTH = 600  # pixels


async def a_digest(story: Story) -> None:
    """In the morning the group gets the digest of the day before; Greta requests more."""
    narrator, anna, greta = story.narrator, story.cast.master, story.cast.admin
    group = story.cast.group
    narrator.scene("The digest")
    taken = await story.witness.paid_at_venue_since(story.at(time(), timedelta()))
    read = group.newest
    await story.wait_until(story.at(A_MINUTE_PAST_NINE, TOMORROW), "it is nine in the morning")
    came = "the group has the digest of the day before, with its picture"
    await narrator.hears(greta, lambda: digest_after(group, read) is not None, came, chat=group)
    shown = digest_after(group, read) or read
    revenue = f"€{taken // 100}"
    narrator.check(f"it tells what was taken: {revenue}", holds=f"Revenue: {revenue}" in shown.text)
    look_at(story, group, shown, "digest")
    count_before = len(group.messages)
    await narrator.writes(anna, "/digest", chat=group)
    is_declined = "только для администраторов" in group.newest.text
    refused = (
        is_declined and len(group.messages) == count_before + 2
    )  # what she wrote, and the answer
    narrator.check("Anna, who is no admin, asks in the group in vain", holds=refused)
    await on_demand(story)


async def on_demand(story: Story) -> None:
    """Let Greta request the digest of a day and of a week in her own chat."""
    narrator, greta = story.narrator, story.cast.admin
    for command, name in (("/digest", "digest-of-a-day"), ("/digest week", "digest-of-a-week")):
        read = greta.chat.newest
        await narrator.writes(greta, command)
        shown = digest_after(greta.chat, read)
        is_there = shown is not None
        narrator.check(f"{command} brings one at once", holds=is_there)
        if shown is not None:
            look_at(story, greta.chat, shown, name)


def digest_after(chat: Window, read: ShownMessage) -> ShownMessage | None:
    """Return the digest with a picture that is newer than `read`."""
    newer = (message for message in chat.from_bot if message.key > read.key)
    return next((one for one in newer if one.picture and "Revenue" in one.text), None)


def look_at(story: Story, chat: Window, message: ShownMessage, name: str) -> None:
    """Save the picture, print its path, and check its size."""
    picture = keep_picture(chat, message, name)
    story.narrator.aside(f"the picture: {picture.path}")
    is_large = picture.width >= LEAST_WIDTH
    story.narrator.check("its picture is large enough to be read", holds=is_large)
