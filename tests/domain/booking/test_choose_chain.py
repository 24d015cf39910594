"""Of the chains that begin at one start: the best for the client, then fair to the masters."""

from datetime import timedelta

import pytest

from domain.booking.choose_chain import choose_chain
from domain.shared.ids import MasterId
from tests.domain.availability_scene import LEO, MIA, Scene

EVA = MasterId(3)


def two_masters() -> Scene:
    return Scene().hire(MIA).hire(LEO).sell()


@pytest.mark.parametrize(("busier", "chosen"), [(MIA, LEO), (LEO, MIA)])
async def test_any_master_is_the_one_with_the_fewest_booked_minutes_in_the_weeks_around(
    busier: MasterId, chosen: MasterId
) -> None:
    scene = two_masters()
    scene.take(scene.at("2030-03-04 14:00"), master_id=chosen)
    for day in (5, 6, 7):
        scene.take(scene.at(f"2030-03-0{day} 09:00"), master_id=busier)
    for day in (21, 22, 23, 24):  # what is later does not count
        scene.take(scene.at(f"2030-03-{day} 09:00"), master_id=chosen)

    (item,) = await scene.chain("2030-03-04 10:00") or ()

    assert item.master_id == chosen


async def test_a_tie_is_decided_anew_for_every_start() -> None:
    scene = two_masters().hire(EVA)
    week = [
        await scene.chain(f"2030-03-{day:02} {hour}:00") for day in range(4, 9) for hour in (10, 14)
    ]

    assert {item.master_id for items in week for item in items or ()} == {MIA, LEO, EVA}


async def test_a_visit_without_waiting_is_better_than_one_with_it() -> None:
    scene = Scene().hire(MIA).hire(LEO).sell().sell()
    scene.take(scene.at("2030-03-04 11:00"), 30, master_id=MIA)  # alone, Mia would let wait

    items = await scene.chain("2030-03-04 10:00") or ()

    assert items[-1].end_at - items[0].start_at == timedelta(hours=2)


async def test_one_master_for_the_whole_visit_is_better_than_two() -> None:
    scene = Scene().hire(MIA).hire(LEO).sell().sell()
    scene.take(scene.at("2030-03-04 14:00"), master_id=MIA)

    items = await scene.chain("2030-03-04 10:00") or ()

    assert [item.master_id for item in items] == [LEO, LEO]


async def test_a_start_off_the_grid_is_none() -> None:
    assert await two_masters().chain("2030-03-04 10:07") is None


async def test_a_start_that_is_no_longer_there_is_none_though_later_ones_are() -> None:
    scene = Scene().hire(MIA).sell()
    scene.take(scene.at("2030-03-04 10:00"))

    availability = await scene.availability()

    assert choose_chain(availability, scene.at("2030-03-04 10:00")) is None
    assert choose_chain(availability, scene.at("2030-03-04 11:00")) is not None
