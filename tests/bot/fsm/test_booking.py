from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fsm.booking import (
    BookingDraft,
    BookingState,
    DayChosen,
    Event,
    EventRefusedError,
    MasterChosen,
    MasterOfServiceChosen,
    ServicesChosen,
    ServiceTicked,
    StartChosen,
    advance,
)
from domain.availability.plan_visit import MAX_SERVICES
from domain.shared.ids import LocationId, MasterId, ServiceId

CUT, DYE = ServiceId(1), ServiceId(2)
MIA, TOM = MasterId(7), MasterId(8)
DAY = date(2030, 3, 5)
START = datetime(2030, 3, 5, 9, tzinfo=UTC)

EMPTY = BookingDraft(location_id=LocationId(1), request_key=UUID(int=5))
AT = {
    BookingState.SERVICES: EMPTY.model_copy(update={"service_ids": (CUT, DYE)}),
    BookingState.MASTER: EMPTY.model_copy(
        update={"service_ids": (CUT, DYE), "state": BookingState.MASTER}
    ),
}
AT[BookingState.DAY] = AT[BookingState.MASTER].model_copy(
    update={"master_ids": (MIA, MIA), "state": BookingState.DAY}
)
AT[BookingState.TIME] = AT[BookingState.DAY].model_copy(
    update={"day": DAY, "state": BookingState.TIME}
)
AT[BookingState.CONFIRM] = AT[BookingState.TIME].model_copy(
    update={"start_at": START, "state": BookingState.CONFIRM}
)

EVENTS: tuple[Event, ...] = (
    ServiceTicked(CUT, on=False),
    ServicesChosen(),
    MasterChosen(MIA),
    MasterOfServiceChosen(0, TOM),
    DayChosen(DAY),
    StartChosen(START),
)
LEADS_TO = {
    (BookingState.SERVICES, ServiceTicked): BookingState.SERVICES,
    (BookingState.SERVICES, ServicesChosen): BookingState.MASTER,
    (BookingState.MASTER, MasterChosen): BookingState.DAY,
    (BookingState.MASTER, MasterOfServiceChosen): BookingState.MASTER,
    (BookingState.DAY, DayChosen): BookingState.TIME,
    (BookingState.TIME, StartChosen): BookingState.CONFIRM,
    (BookingState.CONFIRM, StartChosen): BookingState.CONFIRM,  # another start, in one tap
}


@pytest.mark.parametrize("state", BookingState)
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_a_state_takes_its_own_events_and_refuses_all_others(
    state: BookingState, event: Event
) -> None:
    target = LEADS_TO.get((state, type(event)))
    if target is None:
        with pytest.raises(EventRefusedError):
            advance(AT[state], event)
    else:
        assert advance(AT[state], event).state is target


def test_a_whole_booking_is_remembered() -> None:
    draft = EMPTY
    for event in (
        ServiceTicked(CUT, on=True),
        ServicesChosen(),
        MasterChosen(None),
        DayChosen(DAY),
        StartChosen(START),
    ):
        draft = advance(draft, event)
    assert draft == EMPTY.model_copy(
        update={
            "state": BookingState.CONFIRM,
            "service_ids": (CUT,),
            "master_ids": (None,),
            "day": DAY,
            "start_at": START,
        }
    )
    assert BookingDraft.model_validate_json(draft.model_dump_json()) == draft


@pytest.mark.parametrize("on", [True, False])
def test_ticking_twice_is_ticking_once(on: bool) -> None:
    tick = ServiceTicked(DYE, on=on)
    once = advance(AT[BookingState.SERVICES], tick)
    assert advance(once, tick) == once
    assert (DYE in once.service_ids) is on


def test_services_stay_in_the_order_in_which_they_were_ticked() -> None:
    draft = EMPTY
    for service_id in (DYE, CUT):
        draft = advance(draft, ServiceTicked(service_id, on=True))
    assert draft.service_ids == (DYE, CUT)


def test_one_service_more_than_a_visit_can_have_is_refused() -> None:
    draft = EMPTY
    for number in range(MAX_SERVICES):
        draft = advance(draft, ServiceTicked(ServiceId(number), on=True))
    with pytest.raises(EventRefusedError):
        advance(draft, ServiceTicked(ServiceId(MAX_SERVICES), on=True))
    assert advance(draft, ServiceTicked(ServiceId(0), on=True)) == draft
    assert len(advance(draft, ServiceTicked(ServiceId(0), on=False)).service_ids) < MAX_SERVICES


def test_nobody_goes_on_without_a_service() -> None:
    with pytest.raises(EventRefusedError):
        advance(EMPTY, ServicesChosen())


def test_masters_are_chosen_service_by_service_in_order() -> None:
    draft = advance(AT[BookingState.MASTER], MasterOfServiceChosen(0, MIA))
    assert (draft.state, draft.master_ids) == (BookingState.MASTER, (MIA,))
    draft = advance(draft, MasterOfServiceChosen(1, None))
    assert (draft.state, draft.master_ids) == (BookingState.DAY, (MIA, None))


@pytest.mark.parametrize("position", [-1, 1, 2, 10**9])
def test_a_master_for_any_other_service_than_the_next_is_refused(position: int) -> None:
    with pytest.raises(EventRefusedError):
        advance(AT[BookingState.MASTER], MasterOfServiceChosen(position, MIA))


def test_services_chosen_anew_forget_the_masters_of_before() -> None:
    back = AT[BookingState.DAY].model_copy(update={"state": BookingState.SERVICES})
    assert advance(back, ServicesChosen()).master_ids == ()


@pytest.mark.parametrize("state", [BookingState.SERVICES, BookingState.MASTER, BookingState.DAY])
def test_day_and_start_are_not_there_before_they_are_chosen(state: BookingState) -> None:
    with pytest.raises(EventRefusedError):
        _ = AT[state].required_day
    with pytest.raises(EventRefusedError):
        _ = AT[state].required_start


service_ids = st.integers(1, MAX_SERVICES + 2).map(ServiceId)
master_ids = st.none() | st.integers(1, 3).map(MasterId)
any_events = st.one_of(
    st.builds(ServiceTicked, service_ids, on=st.booleans()),
    st.builds(ServicesChosen),
    st.builds(MasterChosen, master_ids),
    st.builds(MasterOfServiceChosen, st.integers(-1, MAX_SERVICES), master_ids),
    st.builds(DayChosen, st.dates()),
    st.builds(StartChosen, st.datetimes(timezones=st.just(UTC))),
)


@given(st.lists(any_events, max_size=30))
def test_no_sequence_of_events_confirms_what_is_not_chosen(events: list[Event]) -> None:
    draft = EMPTY
    for event in events:
        try:
            draft = advance(draft, event)
        except EventRefusedError:
            continue
        _assert_consistent(draft)


def _assert_consistent(draft: BookingDraft) -> None:
    """Whatever state is reached, everything before it has been chosen."""
    assert draft.request_key == EMPTY.request_key
    assert len(set(draft.service_ids)) == len(draft.service_ids) <= MAX_SERVICES
    state = draft.state
    if state is not BookingState.SERVICES:
        assert draft.service_ids
    if state in {BookingState.DAY, BookingState.TIME, BookingState.CONFIRM}:
        assert len(draft.choice) == len(draft.service_ids)
    if state in {BookingState.TIME, BookingState.CONFIRM}:
        assert draft.required_day == draft.day
    if state is BookingState.CONFIRM:
        assert draft.required_start == draft.start_at
