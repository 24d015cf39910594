from dataclasses import replace

import pytest

from bot.fsm.booking import BookingDraft, BookingState
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.booking import (
    BookingView,
    ForWhom,
    acts_for_a_client,
    first_booking_frame,
    frame_of_draft,
    frames_of_repeat,
    new_draft,
    party_of,
)
from bot.navigation.frames.changes import frame_of_staff_move
from bot.navigation.frames.frame import Frame
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import LocationId, UserId
from tests.bot.support.salon import DAY, Salon
from tests.support.ids import ID

VISIT = Salon().visit()


def test_a_visit_is_booked_again_on_the_way_that_led_to_it() -> None:
    items = tuple(replace(item, master_id=VISIT.items[0].master_id) for item in VISIT.items)
    frames = list(frames_of_repeat(replace(VISIT, items=items)))
    assert [frame.view for frame in frames] == [
        BookingView.SERVICES,
        BookingView.MASTER,
        BookingView.DAY,
        BookingView.TIME,
        BookingView.CONFIRM,
    ]
    draft = frames[-1].read(BookingDraft)
    assert (draft.service_ids, draft.master_ids) == ((ID, ID + 1), (ID, ID))
    assert (draft.day, draft.start_at) == (DAY, VISIT.starts_at)
    assert draft.request_key != VISIT.request_key


def test_each_service_is_booked_again_with_the_master_that_it_had() -> None:
    *_, card = frames_of_repeat(VISIT)
    assert card.read(BookingDraft).master_ids == (ID, ID + 1)


def test_a_draft_for_a_client_is_an_admins_alone() -> None:
    admin = Identity(UserId(1), frozenset({Role.CLIENT, Role.ADMIN}))
    own, theirs = new_draft(LocationId(ID)), new_draft(LocationId(ID), client_id=UserId(2))

    assert party_of(own, admin) == (admin, None)
    assert party_of(theirs, admin) == (Identity(UserId(2)), admin)
    with pytest.raises(RoleMissingError):
        party_of(theirs, Identity(UserId(1)))


def test_a_client_for_whom_one_books_goes_along_from_the_location_to_the_card() -> None:
    location = Salon().location
    (one, several) = (first_booking_frame((location,) * n, UserId(2)) for n in (1, 2))
    assert several.read(ForWhom).client_id == UserId(2)
    draft = one.read(BookingDraft)
    assert draft.client_id == UserId(2)
    at_the_end = draft.model_copy(update={"state": BookingState.CONFIRM})
    assert frame_of_draft(at_the_end).view == BookForClientView.BOOK_FOR_CARD
    assert (
        frame_of_draft(at_the_end.model_copy(update={"client_id": None})).view
        == BookingView.CONFIRM
    )


def test_screens_on_which_an_admin_acts_for_a_client_are_known() -> None:
    for frame in (
        frame_of_draft(new_draft(LocationId(ID), client_id=UserId(2))),
        frame_of_staff_move(VISIT),
        Frame(view=BookForClientView.BOOK_FOR),
    ):
        assert acts_for_a_client(frame)
    assert not acts_for_a_client(frame_of_draft(new_draft(LocationId(ID))))
