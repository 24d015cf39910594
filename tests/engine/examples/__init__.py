"""Examples, each of one meaning. These keep watch over the known faults of engines of this kind:

1. few of the real starts under a cap: test_selection (whatever_the_cap, named_last, least_waiting,
   fewer_changes, unique_starts), test_free_time (a_cap_is_filled), test_kinds (goes_on)
2. a gap in somebody else's time: test_free_time (both a_gap_…), test_windows (a_solution_fits)
3. the longest duration forgotten: test_free_time (no_chain_of_any_kind, short_enough),
   test_open_days (too_long)
4. a gap ignored between masters: test_free_time (between_services_of_different_masters,
   the_longest_gap)
5. a tight start off the grid missed: test_selection (even_off_the_grid)
6. impossible chains tried one by one: test_effort, test_kinds (large_group)
7. groups, several days, one master for all: test_kinds
8. buffers on one side, or inside a visit: test_windows (both_sides), test_free_time
   (need_no_buffer)
9. touching windows torn apart, split shifts lost: test_free_time (touch_or_overlap), test_time
   (touch_within_a_minute), test_facade (split_shift), test_windows (does_not_lengthen_it)
10. a grid for each window: test_selection (without_work_start)
11. other dates, and nights: test_time (other_dates, night, tomorrows, over_midnight, two_starts)
12. daylight saving: test_time (hour, clocks, half_an_hour), test_windows (change_of_clocks)
13. mixed clocks and seconds: test_time (naive), test_free_time (seconds, within_a_minute),
    test_windows (mixed_clocks)
14. a constant bonus for compactness: test_scorer (waiting, parallel)
15. people lost, mirror images: test_kinds (no_mirror_images)
16. every search from nothing: test_selection (without_asking, replaces_his_windows), test_values
    (worked_out), test_open_days (remembers)
"""
