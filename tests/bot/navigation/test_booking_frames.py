from dataclasses import replace

from bot.fsm.booking import BookingDraft
from bot.navigation.booking_frames import frames_of_repeat
from bot.navigation.frame import ViewId
from tests.bot.views.salon import DAY, ID, Salon

VISIT = Salon().visit()


def test_a_visit_is_booked_again_on_the_way_that_led_to_it() -> None:
    items = tuple(replace(item, master_id=VISIT.items[0].master_id) for item in VISIT.items)
    frames = list(frames_of_repeat(replace(VISIT, items=items)))
    assert [frame.view for frame in frames] == [
        ViewId.SERVICES,
        ViewId.MASTER,
        ViewId.DAY,
        ViewId.TIME,
        ViewId.CONFIRM,
    ]
    draft = frames[-1].read(BookingDraft)
    assert (draft.service_ids, draft.master_ids) == ((ID, ID + 1), (ID, ID))
    assert (draft.day, draft.start_at) == (DAY, VISIT.starts_at)
    assert draft.request_key != VISIT.request_key


def test_each_service_is_booked_again_with_the_master_that_it_had() -> None:
    *_, card = frames_of_repeat(VISIT)
    assert card.read(BookingDraft).master_ids == (ID, ID + 1)
