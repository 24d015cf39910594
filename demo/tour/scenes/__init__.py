"""The scenes of the story: one file for each topic; `SCENES` has their order."""

from collections.abc import Awaitable, Callable

from demo.tour.scenes.admins_group import news_of_a_minute, taps_in_the_group
from demo.tour.scenes.booking import another_language, back_and_on, one_service, two_masters
from demo.tour.scenes.daylight_saving import the_short_night
from demo.tour.scenes.digests import a_digest
from demo.tour.scenes.for_clients import a_client_asks_by_phone, somebody_phones
from demo.tour.scenes.forging import a_client_forges, a_master_forges
from demo.tour.scenes.joining import an_invitation
from demo.tour.scenes.outcomes import a_question_in_the_evening, who_came_and_who_did_not
from demo.tour.scenes.own_time import a_day_off
from demo.tour.scenes.paying import a_cancel_in_time, a_deposit, a_hold_runs_out
from demo.tour.scenes.paying_late import (
    late_and_paid_back,
    late_and_seated_again,
    late_but_still_free,
)
from demo.tour.scenes.racing import a_race
from demo.tour.scenes.running_late import the_next_client_is_told
from demo.tour.scenes.visit_life import (
    a_cancel_from_a_reminder,
    a_cancel_too_late,
    a_move_from_a_reminder,
    a_reminder,
    another_time_is_offered,
)
from demo.tour.scenes.working_day import a_masters_day, a_masters_week
from demo.tour.story import Story

Scene = Callable[[Story], Awaitable[None]]

# In the order in which they are played: each scene uses the data of the earlier ones, and a clock
# that they have moved forward.
SCENES: tuple[Scene, ...] = (
    one_service,
    two_masters,
    back_and_on,
    another_language,
    a_race,
    the_short_night,
    a_deposit,
    a_cancel_in_time,
    a_hold_runs_out,
    late_but_still_free,
    late_and_seated_again,
    late_and_paid_back,
    news_of_a_minute,
    taps_in_the_group,
    a_reminder,
    a_cancel_too_late,
    a_move_from_a_reminder,
    another_time_is_offered,
    a_cancel_from_a_reminder,
    an_invitation,
    somebody_phones,
    a_client_asks_by_phone,
    a_masters_day,
    a_masters_week,
    the_next_client_is_told,
    who_came_and_who_did_not,
    a_question_in_the_evening,
    a_day_off,
    a_digest,
    a_client_forges,
    a_master_forges,
)
