from dataclasses import replace

import pytest

from bot.callbacks.booking import ChooseMaster, ChooseMasterOfService, MeetMasters
from bot.handlers.booking.masters_view import render_masters
from bot.ui.screen import ButtonStyle
from domain.catalog.model import Label
from tests.bot.support.salon import Salon
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()


def test_masters_who_do_everything_are_offered_by_name_with_time_and_price() -> None:
    screen = render_masters(SALON.options(), SALON.draft(), localizer())
    assert labels_of(screen) == [
        "Anyone who is free · from €35",
        "Anna 0 · 45 min · €35",
        "Anna 1 · 45 min · €40.50",
        "👀 Meet the team",
    ]
    assert [button.tap for button in buttons_of(screen)] == [
        ChooseMaster(master_id=0),
        ChooseMaster(master_id=ID),
        ChooseMaster(master_id=ID + 1),
        MeetMasters(),
    ]
    assert buttons_of(screen)[0].style is ButtonStyle.PRIMARY


def test_masters_are_introduced_and_the_services_named() -> None:
    text = text_of(render_masters(SALON.options(), SALON.draft(), localizer()))
    assert "Haircut 0, Haircut 1" in text
    assert "Anna 1: Cuts curls like nobody else." in text


def test_where_nobody_does_all_the_first_service_is_asked_about_first() -> None:
    options = SALON.options(somebody_does_all=False)
    screen = render_masters(options, SALON.draft(), localizer())
    assert "Service 1 of 2: Haircut 0" in text_of(screen)
    assert button(screen, "Anna 1").tap == ChooseMasterOfService(position=0, master_id=ID + 1)
    assert button(screen, "Anyone, for all").tap == ChooseMaster(master_id=0)


def test_next_service_is_asked_about_with_what_was_chosen_before() -> None:
    options = SALON.options(services=3, somebody_does_all=False)
    draft = SALON.draft(services=3, master_ids=(SALON.master(1).id, None))
    screen = render_masters(options, draft, localizer())
    text = text_of(screen)
    assert "Service 3 of 3: Haircut 2" in text
    assert "✓ Haircut 0: Anna 1\n✓ Haircut 1: anyone who is free" in text
    assert buttons_of(screen)[0].tap == ChooseMasterOfService(position=2, master_id=0)
    assert "for all" not in " ".join(labels_of(screen))


@pytest.mark.parametrize(
    ("about", "photo", "is_offered"),
    [("", None, False), (" \n", "", False), ("Calm hands.", None, True), ("", "file", True)],
)
def test_masters_can_be_met_where_there_is_anything_to_read_or_to_see(
    about: str, photo: str | None, *, is_offered: bool
) -> None:
    options = SALON.options()
    first, *others = options.for_all
    known = replace(first, master=replace(first.master, about=Label(about), photo=photo))
    silent = [replace(o, master=replace(o.master, about=Label(""))) for o in others]
    options = replace(options, for_all=(*silent, known))
    screen = render_masters(options, SALON.draft(), localizer())
    assert ("👀 Meet the team" in labels_of(screen)) is is_offered


def test_many_masters_have_pages() -> None:
    salon = Salon(masters=30)
    screen = render_masters(salon.options(), salon.draft(), localizer(), page=1)
    assert "Page 2 of 3" in text_of(screen)
    assert labels_of(screen)[1].startswith("Anna 12")
