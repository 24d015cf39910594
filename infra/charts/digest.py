"""The picture of a digest: load by weekday and hour, revenue by day against the week before."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from domain.reporting.pictures import Bars, DigestPicture, HeatMap
from infra.charts.canvas import (
    EDGE,
    FAINT,
    GRID,
    PALE,
    RAMP,
    SMALL_PT,
    STRONG,
    TEXT_PT,
    TITLE_PT,
    WIDTH_PX,
    add_axes,
    drawable,
    font,
    ink_on,
    new_figure,
    to_png,
    width_of,
    write,
)

MARGIN, TITLE, LEGEND, GUTTER = 40, 56, 52, 40
LABELS, CELL, AXIS = 96, 66, 46
BARS = 300
FULL = 100
FRAME_PT = 1.2
MOST_NUMBERS_ACROSS = 13


def draw_digest(picture: DigestPicture) -> bytes:
    """Return the picture in PNG."""
    load, revenue = picture.load, picture.revenue
    load_px = TITLE + len(load.rows) * CELL + AXIS if load else 0
    revenue_px = TITLE + LEGEND + BARS + 2 * AXIS if revenue else 0
    between = GUTTER if load and revenue else 0
    figure = new_figure(2 * MARGIN + load_px + between + revenue_px)
    if load:
        _draw_load(figure, load, MARGIN)
    if revenue:
        _draw_revenue(figure, revenue, MARGIN + load_px + between)
    return to_png(figure)


def _draw_load(figure: Figure, load: HeatMap, top: float) -> None:
    write(figure, load.title, MARGIN, top, TITLE_PT, bold="bold")
    rows, columns = len(load.rows), len(load.columns)
    if columns > MOST_NUMBERS_ACROSS:
        _draw_ramp(figure, top)
    top += TITLE
    axes = add_axes(figure, MARGIN + LABELS, top, WIDTH_PX - MARGIN, top + rows * CELL)
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    for row, percents in enumerate(load.percents):
        for column, percent in enumerate(percents):
            _draw_cell(axes, column, row, percent, with_number=columns <= MOST_NUMBERS_ACROSS)
    every = 1 if columns <= MOST_NUMBERS_ACROSS else 2
    ticks = range(0, columns, every)
    axes.set_xticks(
        [tick + 0.5 for tick in ticks], [drawable(load.columns[tick]) for tick in ticks]
    )
    axes.set_yticks([row + 0.5 for row in range(rows)], [drawable(row) for row in load.rows])
    _label_ticks(axes)


def _draw_cell(axes: Axes, x: int, y: int, percent: int | None, *, with_number: bool) -> None:
    if percent is None:
        return
    ground = RAMP(min(percent, FULL) / FULL)
    # The frame distinguishes a free hour from a closed one, even in a small picture.
    axes.add_patch(
        Rectangle(
            (x + 0.05, y + 0.05), 0.9, 0.9, facecolor=ground, edgecolor=EDGE, linewidth=FRAME_PT
        )
    )
    if with_number:
        axes.text(
            x + 0.5,
            y + 0.5,
            str(percent),
            ha="center",
            va="center_baseline",
            color=ink_on(ground),
            fontproperties=font(SMALL_PT),
        )


def _draw_ramp(figure: Figure, top: float) -> None:
    """Draw a legend of the shades, if there is no room for numbers."""
    left, right = WIDTH_PX - MARGIN - 270, WIDTH_PX - MARGIN - 70
    write(figure, "0", left - 14, top + 4, SMALL_PT, ha="right", color=FAINT)
    write(figure, str(FULL), right + 14, top + 4, SMALL_PT, color=FAINT)
    axes = add_axes(figure, left, top + 6, right, top + 30)
    axes.imshow([[shade / FULL for shade in range(FULL + 1)]], cmap=RAMP, aspect="auto")
    axes.set_axis_off()


def _draw_revenue(figure: Figure, revenue: Bars, top: float) -> None:
    write(figure, revenue.title, MARGIN, top, TITLE_PT, bold="bold")
    _draw_legend(figure, revenue.legend, top + TITLE)
    top += TITLE + LEGEND
    axes = add_axes(figure, MARGIN, top, WIDTH_PX - MARGIN, top + BARS)
    highest = max(*revenue.values, *revenue.values_before)
    axes.set_xlim(-0.5, len(revenue.labels) - 0.5)
    axes.set_ylim(0, highest)
    places = range(len(revenue.labels))
    axes.bar(places, revenue.values_before, 0.8, color=PALE)
    axes.bar(places, revenue.values, 0.46, color=STRONG)  # the wider bar behind shows at the sides
    axes.axhline(0, color=GRID, linewidth=2, clip_on=False)
    axes.set_xticks(list(places), [drawable(label) for label in revenue.labels])
    axes.set_yticks([])
    _label_ticks(axes)
    left, width = MARGIN, (WIDTH_PX - 2 * MARGIN) / len(revenue.labels)
    for place, shown in zip(places, revenue.shown, strict=True):
        middle = left + (place + 0.5) * width
        write(figure, shown, middle, top + BARS + AXIS + 6, SMALL_PT, ha="center")


def _draw_legend(figure: Figure, legend: tuple[str, str], top: float) -> None:
    """Write the legend of the two bars."""
    left = float(MARGIN)
    for words, color in zip(legend, (STRONG, PALE), strict=True):
        swatch = add_axes(figure, left, top + 2, left + 22, top + 24)
        swatch.set_facecolor(color)
        swatch.set_xticks([])
        swatch.set_yticks([])
        write(figure, words, left + 34, top, SMALL_PT, color=FAINT)
        left += 34 + width_of(words, SMALL_PT) + 40


def _label_ticks(axes: Axes) -> None:
    axes.tick_params(pad=8)
    for words in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        words.set(color=FAINT, fontproperties=font(TEXT_PT), parse_math=False)
