"""An admin asks for figures, and chooses in the chat when they come by themselves."""

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select

from bot.callbacks.home import Back, Page
from bot.callbacks.reports import (
    ChooseDigestHour,
    ChooseDigestWeekday,
    OpenFigures,
    SendDigest,
    SwitchDailyDigest,
)
from bot.callbacks.visit_card import SwitchRole
from demo.simulator import Person
from domain.reporting.due import DigestKind
from domain.shared.identity import Role
from infra.db import tables
from tests.e2e.reports.test_digest import pictures
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin
from tests.e2e.support.walks import data_of, tap

FIGURES, ADMINS, PAGE = "📊 Figures", "Running the place", "Page 2 of 2"


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin, with the figures before her."""
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await tap(kim, OpenFigures)
    return kim


async def planned(scene: Scene) -> list[tuple[int | None, bool, int | None]]:
    """Return hour, daily and weekday of each location."""
    rules = tables.policy_sets.c
    found = await scene.database.rows(
        select(rules.digest_hour, rules.digest_is_daily, rules.digest_weekday).order_by(
            rules.location_id
        )
    )
    return [(row[0], row[1], row[2]) for row in found]


async def test_both_digests_are_sent_beneath(scene: Scene, kim: Person) -> None:
    for kind in DigestKind:
        await tap(kim, SendDigest(kind=kind))

    texts = [message.text for message in kim.chat.from_bot if "Salon Sonne · " in message.text]
    assert ["Mon, Feb 25 – Sun, Mar 3" in text for text in texts] == [False, True]
    assert FIGURES in kim.screen.text


async def test_an_admin_chooses_hour_days_and_weekday(scene: Scene, kim: Person) -> None:
    salon = scene.salon.location
    assert "every day · 9:00\u202fAM\nevery week · Monday · 9:00\u202fAM" in kim.screen.text
    for wanted in (
        ChooseDigestHour(location_id=salon, hour=10),
        SwitchDailyDigest(location_id=salon, on=False),
        ChooseDigestWeekday(location_id=salon, weekday=4),
    ):
        await tap(kim, wanted)
    assert await planned(scene) == [(10, False, 4)]
    assert "every day · none\nevery week · Friday · 10:00\u202fAM" in kim.screen.text

    await tap(kim, ChooseDigestWeekday(location_id=salon, weekday=None))
    assert await planned(scene) == [(10, False, None)]
    await tap(kim, Back)
    assert ADMINS in kim.screen.text


async def test_each_location_has_its_page(scene: Scene, kim: Person) -> None:
    other = await scene.database.open_location(name="Salon Mond")
    await tap(kim, Back)
    await tap(kim, OpenFigures)
    await tap(kim, Page(number=1))
    assert "Salon Mond" in kim.screen.text
    assert PAGE in kim.screen.text
    await tap(kim, ChooseDigestHour(location_id=other, hour=8))
    assert (await planned(scene))[1] == (8, True, 0)


@pytest.mark.parametrize(
    "forged",
    [
        OpenFigures(),
        SendDigest(kind=DigestKind.DAY),
        ChooseDigestHour(location_id=1, hour=3),
        SwitchDailyDigest(location_id=1, on=False),
        ChooseDigestWeekday(location_id=1, weekday=None),
    ],
)
async def test_clients_who_forge_taps_learn_and_change_nothing(
    scene: Scene, forged: CallbackData
) -> None:
    mallory = await scene.welcome("Mallory")
    before = await planned(scene)
    await mallory.tap_data(forged.pack())
    assert FIGURES not in mallory.screen.text
    assert not data_of(OpenFigures, mallory.screen)
    assert pictures(mallory) == []
    assert await planned(scene) == before
