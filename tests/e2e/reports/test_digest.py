"""Digests: asked for in private or in the group by admins alone, and told when they are due."""

from datetime import date, timedelta

import pytest

from bot.notifications.digest_notifier import DigestNotifier
from bot.notifications.digests.send_digest import send_digest
from bot.notifications.notifier import TelegramNotifier
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from demo.simulator import Group, Person
from domain.notifications.deliver_messages import DeliverMessages
from domain.outbox.message import Channel
from domain.reporting.pictures import DigestPicture, WeekPicture
from domain.reporting.ports import Painter
from domain.reporting.queue_digests import QueueDigests
from domain.visit.model import BookingStatus
from infra.db.tables import policy_sets
from tests.bot.support.digest_sample import DIGEST
from tests.e2e.proposals.test_offers import hire
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import MENU, UNKNOWN_COMMAND
from tests.e2e.support.walks import book
from tests.support.database import at
from tests.support.reading import localizer
from tests.support.report_services import Book

ADMINS_ONLY = "for our admins only"


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin."""
    return await hire(scene, "Kim")


@pytest.fixture
async def mallory(scene: Scene) -> Person:
    """A client."""
    return await scene.welcome("Mallory")


@pytest.fixture
async def busy(scene: Scene, mallory: Person) -> Scene:
    """The salon, which had a visit yesterday and has one today."""
    salon, client = scene.salon, await scene.database.meet()
    await scene.database.execute(policy_sets.update().values(digest_told_on=date(2030, 3, 3)))
    visits = Book(scene.database, salon.location, salon.haircut, salon.mia)
    yesterday = await visits.visit(client, at(10, day=-1), BookingStatus.COMPLETED)
    await visits.paid(yesterday, client, 3000)
    await book(mallory, at(10), salon.haircut, master_id=salon.mia)
    return scene


def pictures(chat: Person | Group) -> list[str]:
    """Return what stands beneath the pictures of a chat."""
    messages = chat.chat.from_bot if isinstance(chat, Person) else chat.from_bot
    return [message.text for message in messages if message.picture]


async def test_an_admin_reads_the_digest_at_any_time_and_goes_on_from_there(
    busy: Scene, kim: Person
) -> None:
    await kim.send("/digest")

    (text,) = pictures(kim)
    assert "Salon Sonne · Sun, Mar 3" in text
    assert "Revenue: €30" in text
    assert "Mia 13%" in text
    assert MENU in kim.screen.text


async def test_an_admin_asks_for_the_week(busy: Scene, kim: Person) -> None:
    await kim.send("/digest week")

    (text,) = pictures(kim)
    assert "Mon, Feb 25 – Sun, Mar 3" in text


async def test_an_admin_learns_what_can_be_asked_for(busy: Scene, kim: Person) -> None:
    await kim.send("/digest for ever")

    assert pictures(kim) == []
    assert toasts.digest_usage(localizer()) in kim.screen.text


async def test_for_clients_there_is_no_digest(busy: Scene, mallory: Person) -> None:
    await mallory.send("/digest")

    assert pictures(mallory) == []
    assert UNKNOWN_COMMAND in mallory.screen.text


async def test_in_the_group_only_an_admin_is_answered_with_figures(
    busy: Scene, kim: Person, mallory: Person
) -> None:
    group = busy.simulator.add_group(title="Admins", members=[kim, mallory])
    await kim.send("/connect", chat=group)

    await mallory.send("/digest", chat=group)
    assert ADMINS_ONLY in group.newest.text
    assert pictures(group) == []

    await kim.send("/digest week", chat=group)
    (text,) = pictures(group)
    assert "Revenue: €30" in text

    await kim.send("/digest for ever", chat=group)
    assert group.newest.text == toasts.digest_usage(localizer())
    assert len(pictures(group)) == 1


async def test_another_group_than_the_admins_own_learns_no_figures(
    busy: Scene, kim: Person
) -> None:
    own, other = (busy.simulator.add_group(title=title, members=[kim]) for title in ("Us", "Them"))
    await kim.send("/connect", chat=own)

    await kim.send("/digest", chat=other)

    assert pictures(other) == []
    assert "/connect" in other.newest.text


async def test_the_admins_group_is_told_at_nine(
    busy: Scene, kim: Person, catalogues: Catalogues
) -> None:
    group = busy.simulator.add_group(title="Admins", members=[kim])
    await kim.send("/connect", chat=group)
    for _ in range(3):
        await tell(busy, catalogues)
        assert pictures(group) == []
        busy.clock.advance(minutes=20)
    for _ in range(3):
        await tell(busy, catalogues)
        busy.clock.advance(hours=1)

    of_day, of_week = pictures(group)
    assert "Salon Sonne · Sun, Mar 3" in of_day
    assert "Salon Sonne · Mon, Feb 25 – Sun, Mar 3" in of_week
    assert pictures(kim) == []


async def test_each_day_has_its_digest(busy: Scene, kim: Person, catalogues: Catalogues) -> None:
    busy.clock.advance(hours=1)
    await tell(busy, catalogues)
    busy.clock.moment += timedelta(days=1)
    await tell(busy, catalogues)

    first, of_week, second = pictures(kim)
    assert "· Sun, Mar 3" in first
    assert "Feb 25 – Sun, Mar 3" in of_week
    assert "· Mon, Mar 4" in second


class NoPainter:
    """Draws nothing that Telegram would take."""

    async def paint_digest(self, _picture: DigestPicture) -> bytes:
        return b""

    async def paint_week(self, _picture: WeekPicture) -> bytes:
        return b""


async def test_a_chat_that_takes_no_picture_has_the_words(scene: Scene, kim: Person) -> None:
    scene.simulator.allow("file must be non-empty")
    await send_digest(scene.bot.bot, kim.id, DIGEST, localizer(), NoPainter())

    assert pictures(kim) == []
    assert "Revenue: €1,240" in kim.chat.from_bot[-1].text


async def tell(scene: Scene, catalogues: Catalogues) -> None:
    """Do what workers do from minute to minute."""
    bot = scene.bot.bot
    async with scene.bot.container() as request:
        await (await request.get(QueueDigests)).execute()
        painter = await request.get(Painter)
    notifier = DigestNotifier(bot, catalogues, painter, TelegramNotifier(bot, catalogues))
    is_over = False
    while not is_over:
        async with scene.bot.container() as request:
            deliver = await request.get(DeliverMessages)
            is_over = await deliver.execute(Channel.MESSAGE, notifier) == 0
