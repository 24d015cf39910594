"""Pictures are whole for whatever they are given; what they look like is for eyes to judge."""

import asyncio
import struct
from dataclasses import replace
from io import BytesIO
from itertools import cycle

from matplotlib.colors import to_rgb
from matplotlib.image import imread

from domain.reporting.pictures import (
    Bars,
    BlockKind,
    DigestPicture,
    HeatMap,
    WeekBlock,
    WeekDay,
    WeekPicture,
)
from infra.charts.canvas import RAMP, drawable, ink_on, shortened_to, width_of, wrapped
from infra.charts.digest import draw_digest
from infra.charts.painter import ThreadPainter
from infra.charts.week import draw_week

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LOAD = HeatMap("Load", DAYS, ("9", "10"), tuple((0, 100) for _ in DAYS))
REVENUE = Bars("Revenue", DAYS, (0.0, 1.0) * 3 + (2.0,), (1.0,) * 7, ("1",) * 7, ("now", "before"))

SHIFT = ((9 * 60, 13 * 60), (14 * 60, 18 * 60))
VISIT = WeekBlock(10 * 60, 11 * 60, "Ann", "Haircut")
WEEK = WeekPicture(
    "Mia",
    tuple(WeekDay(day, SHIFT, (VISIT,)) for day in DAYS),
    tuple(f"{hour}:00" for hour in range(49)),
    now=(0, 600),
)

WORDS = ("", "🎵", "a$b_2$ & <b>", "Очень долгое имя без конца", "名前", "x" * 500, "a\nb\u202e")


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_digest_is_as_wide_as_a_phone_is_sharp_and_telegram_takes_its_shape() -> None:
    width, height = size_of(draw_digest(DigestPicture(LOAD, REVENUE)))
    assert width == 1080
    assert height < 2 * width


def test_a_digest_leaves_out_what_there_is_nothing_of() -> None:
    both, load, revenue = (
        size_of(draw_digest(DigestPicture(*parts)))[1]
        for parts in ((LOAD, REVENUE), (LOAD, None), (None, REVENUE))
    )
    assert max(load, revenue) < both


def test_a_darker_cell_is_a_higher_load() -> None:
    percents = (0, 25, 50, 75, 100, 150)
    load = replace(LOAD, columns=("",) * 6, percents=(percents,) * 7)
    row = imread(BytesIO(draw_digest(DigestPicture(load, None))))[105]  # above the numbers
    lightness = [float(row[211 + 151 * cell, :3].mean()) for cell in range(6)]
    assert lightness == sorted(lightness, reverse=True)
    assert len(set(lightness)) == 5  # more than all is as dark as all


def test_a_free_hour_differs_from_a_closed_one_without_numbers_and_on_a_phone() -> None:
    columns, left, width = 24, 136, (1080 - 136 - 40) / 24
    load = replace(LOAD, columns=("",) * columns, percents=((0, None) * (columns // 2),) * 7)
    row = imread(BytesIO(draw_digest(DigestPicture(load, None))))[129, :, :3].mean(axis=1)
    free, closed = (row[int(left + n * width) : int(left + (n + 1) * width)] for n in (2, 3))
    assert closed.min() == 1
    assert free[8:-8].max() < 0.95
    assert min(free[:6].min(), free[-6:].min()) < 0.7  # its frame


def test_what_is_written_on_a_shade_contrasts_with_it() -> None:
    for percent in range(101):
        ground = RAMP(percent / 100)
        assert contrast(ink_on(ground), ground) >= 4.5


def contrast(ink: str, ground: tuple[float, ...]) -> float:
    """Return how much lighter one is than the other, from 1 to 21."""
    lighter, darker = sorted((luminance(to_rgb(ink)), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: tuple[float, ...]) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in color[:3]]
    return float(parts[0] * 0.2126 + parts[1] * 0.7152 + parts[2] * 0.0722)


def test_all_hours_of_a_day_fit() -> None:
    hours = tuple(str(hour) for hour in range(24))
    load = HeatMap("Load", DAYS, hours, tuple((50,) * 24 for _ in DAYS))
    assert size_of(draw_digest(DigestPicture(load, None)))[0] == 1080


def test_any_words_can_be_drawn() -> None:
    load = HeatMap(WORDS[1], WORDS, WORDS, ((50,) * 7,) * 7)
    draw_digest(DigestPicture(load, replace(REVENUE, labels=WORDS, shown=WORDS, legend=WORDS[1:3])))
    visits = tuple(
        WeekBlock(600 + 60 * n, 660 + 60 * n, words, words, kind, lane=n % 3, lanes=3)
        for n, (words, kind) in enumerate(zip(WORDS, cycle(BlockKind), strict=False))
    )
    days = tuple(WeekDay(words, (), visits, words) for words in WORDS)
    draw_week(replace(WEEK, title=WORDS[3], days=days))


def test_a_week_shows_only_the_hours_in_which_something_is() -> None:
    nine_hours = size_of(draw_week(WEEK))[1]
    early = WeekDay("Mon", SHIFT, (WeekBlock(5 * 60, 6 * 60, "Bob", "Shave"),))
    thirteen_hours = size_of(draw_week(replace(WEEK, days=(early, *WEEK.days[1:]))))[1]
    night = WeekDay("Mon", ((22 * 60, 26 * 60),), (WeekBlock(25 * 60, 26 * 60, "Bob", "Shave"),))
    four_hours = size_of(draw_week(replace(WEEK, days=(night,), now=None)))[1]
    assert four_hours < nine_hours < thirteen_hours


def test_a_week_without_work_can_be_drawn() -> None:
    off = WeekPicture("Mia", tuple(WeekDay(d, (), (), "day off") for d in DAYS), WEEK.hour_labels)
    assert size_of(draw_week(off))[0] == 1080


def test_short_visits_have_their_name() -> None:
    block = WeekBlock(600, 605, "Ann", "Fringe")
    with_name, without = (
        draw_week(replace(WEEK, days=(WeekDay("Mon", SHIFT, (one,)),)))
        for one in (block, replace(block, title=""))
    )
    assert with_name != without


def test_words_are_cut_to_their_room_and_what_the_font_lacks_is_left_out() -> None:
    cut = shortened_to("Wilhelmina", 60, 12)
    assert cut.endswith("…")
    assert width_of(cut, 12) <= 60
    assert shortened_to("Max", 1, 12) == "M"
    assert drawable("Ann 🎵") == "Ann"
    assert wrapped("Colour and cut", width_of("Colour and", 12), 12, 2) == ["Colour and", "cut"]
    assert wrapped("Colour and cut", 500, 12, 0) == []


async def test_the_event_loop_goes_on_while_pictures_are_drawn() -> None:
    with ThreadPainter() as painter:
        drawing = asyncio.gather(
            painter.paint_digest(DigestPicture(LOAD, REVENUE)), painter.paint_week(WEEK)
        )
        rounds = 0
        while not drawing.done():
            await asyncio.sleep(0)
            rounds += 1
        digest, week = await drawing
    assert rounds > 1
    assert size_of(digest)[0] == size_of(week)[0] == 1080
