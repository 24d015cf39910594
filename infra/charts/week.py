"""The week of a master: a column for each day, a row for each hour, a block for each visit."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

from domain.reporting.pictures import BlockKind, WeekBlock, WeekDay, WeekPicture
from infra.charts.canvas import (
    FAINT,
    GRID,
    INK,
    PALE,
    PAPER,
    STRONG,
    TITLE_PT,
    WIDTH_PX,
    add_axes,
    drawable,
    font,
    new_figure,
    shortened_to,
    to_png,
    width_of,
    wrapped,
    write,
)

MARGIN, TITLE, HOURS, DAYS, HOUR_PX = 24, 60, 80, 44, 108
SHADE, ALARM = "#e9edf0", "#a33b1f"
DAY_PT, NAME_PT, SERVICE_PT = 14, 12.5, 11.5
LINE_PX, NAME_PX, PADDING_PX = 32, 19, 7
NARROW_PX = 70

MINUTES_PER_HOUR = 60
DEFAULT_HOURS = (9, 18)

FILL = {
    BlockKind.CONFIRMED: (STRONG, PAPER),
    BlockKind.WAITING: (PAPER, INK),
    BlockKind.DONE: (PALE, INK),
    BlockKind.MISSED: (PAPER, ALARM),
}
"""Colours of a block and its text; for edges see `_draw_block`."""


def draw_week(picture: WeekPicture) -> bytes:
    """Return the picture in PNG; hours without work or visits at both ends are left out."""
    first, last = _hours_of(picture)
    top = MARGIN + TITLE + DAYS
    figure = new_figure(top + (last - first) * HOUR_PX + MARGIN)
    write(figure, picture.title, MARGIN, MARGIN, TITLE_PT, bold="bold")
    axes = add_axes(figure, MARGIN + HOURS, top, WIDTH_PX - MARGIN, top + (last - first) * HOUR_PX)
    axes.set_xlim(0, len(picture.days))
    axes.set_ylim(last * MINUTES_PER_HOUR, first * MINUTES_PER_HOUR)
    for x, day in enumerate(picture.days):
        _draw_day(axes, x, day)
    hours, labels = range(first, last), [drawable(day.label) for day in picture.days]
    axes.set_yticks([hour * MINUTES_PER_HOUR for hour in hours], picture.hour_labels[first:last])
    axes.set_xticks([x + 0.5 for x in range(len(picture.days))], labels)
    axes.xaxis.tick_top()
    _label_ticks(axes, picture)
    if picture.now is not None:
        _draw_now(axes, *picture.now)
    return to_png(figure)


def _hours_of(picture: WeekPicture) -> tuple[int, int]:
    """Return the first hour with work or visits, and the hour after the last."""
    begins = [work[0] for day in picture.days for work in day.work]
    begins += [block.from_minute for day in picture.days for block in day.blocks]
    ends = [work[1] for day in picture.days for work in day.work]
    ends += [block.until_minute for day in picture.days for block in day.blocks]
    if not begins:
        return DEFAULT_HOURS
    return min(begins) // MINUTES_PER_HOUR, -(-max(ends) // MINUTES_PER_HOUR)


def _draw_day(axes: Axes, x: int, day: WeekDay) -> None:
    bottom, top = axes.get_ylim()
    axes.add_patch(Rectangle((x + 0.02, top), 0.96, bottom - top, facecolor=SHADE, linewidth=0))
    for begin, end in day.work:
        axes.add_patch(
            Rectangle((x + 0.02, begin), 0.96, end - begin, facecolor="#f7f9fa", linewidth=0)
        )
    for hour in range(int(top), int(bottom), MINUTES_PER_HOUR):
        axes.plot((x + 0.02, x + 0.98), (hour, hour), color=GRID, linewidth=1, zorder=1.5)
    if day.remark:
        axes.text(
            *(x + 0.5, (top + bottom) / 2, drawable(day.remark)),
            rotation=90,
            ha="center",
            va="center",
            color=FAINT,
            fontproperties=font(DAY_PT),
            parse_math=False,
        )
    for block in day.blocks:
        _draw_block(axes, x, block)


def _draw_block(axes: Axes, x: int, block: WeekBlock) -> None:
    """Draw a visit: solid if confirmed, dashed while it waits, an outline for a no-show."""
    width = 0.96 / block.lanes
    left, color = x + 0.02 + block.lane * width, FILL[block.kind]
    inset = 1.5
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.012, block.from_minute + inset),
            width - 0.024,
            block.until_minute - block.from_minute - 2 * inset,
            boxstyle="round,pad=0,rounding_size=0.0",
            facecolor=color[0],
            edgecolor=ALARM if block.kind is BlockKind.MISSED else STRONG,
            linestyle="--" if block.kind is BlockKind.WAITING else "-",
            linewidth=0 if block.kind in {BlockKind.CONFIRMED, BlockKind.DONE} else 1.6,
            zorder=2,
        )
    )
    _write_in_block(axes, left, width, block, color[1])


def _write_in_block(axes: Axes, left: float, width: float, block: WeekBlock, color: str) -> None:
    """Write name and service in as many lines as fit, at least the name.

    A very narrow block has room for one letter or no text at all.
    """
    column_px, minute_px = (WIDTH_PX - 2 * MARGIN - HOURS) / axes.get_xlim()[1], HOUR_PX / 60
    is_narrow = column_px * width < NARROW_PX
    side_px = 4 if is_narrow else 9
    room_px = column_px * width - 2 * side_px + 2
    height_px = minute_px * (block.until_minute - block.from_minute) - PADDING_PX
    most = max(1, int(height_px / LINE_PX))
    indent_px = min(PADDING_PX, (height_px + PADDING_PX - NAME_PX) / 2)
    name = shortened_to(block.title, room_px, NAME_PT, bold=True)
    if width_of(name, NAME_PT, bold=True) > room_px:
        return
    rest = () if is_narrow else wrapped(block.subtitle, room_px, SERVICE_PT, most - 1)
    for number, words in enumerate((name, *rest)):
        axes.text(
            left + side_px / column_px,
            block.from_minute + (indent_px + number * LINE_PX) / minute_px,
            words,
            ha="left",
            va="top",
            color=color,
            fontproperties=font(SERVICE_PT if number else NAME_PT, bold=not number),
            parse_math=False,
            zorder=3,
        )


def _draw_now(axes: Axes, x: int, minute: int) -> None:
    axes.plot((x, x + 1), (minute, minute), color=ALARM, linewidth=3, zorder=2.5)


def _label_ticks(axes: Axes, picture: WeekPicture) -> None:
    axes.tick_params(pad=6)
    for label in axes.get_yticklabels():
        label.set(fontproperties=font(NAME_PT), color=FAINT, parse_math=False, va="top")
    for label, day in zip(axes.get_xticklabels(), picture.days, strict=True):
        color = STRONG if day.is_today else INK
        label.set(fontproperties=font(DAY_PT, bold=day.is_today), color=color, parse_math=False)
