"""Shared by all pictures: size, fonts, colours, and rendering to PNG.

Colours are those of a light card, which looks right in light and dark chats. The ramp goes from
light to dark in one hue, and pairs differ in lightness, so that pictures are readable for
colour-blind users.
"""

from bisect import bisect_right
from functools import cache
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

FAMILY = "DejaVu Sans"
"""Part of matplotlib; has Latin, Greek and Cyrillic letters."""

WIDTH_PX, DPI = 1080, 150

PAPER, INK, FAINT, GRID = "#ffffff", "#1b2733", "#5d6b78", "#dfe5ea"
STRONG, PALE = "#0b6e99", "#b4c3cd"
RAMP: Colormap = LinearSegmentedColormap.from_list(
    "load", ["#dcedf5", "#9ccbe0", "#3b93bb", "#0b5f87", "#07344d"]
)
BLACK, EDGE = "#000000", "#6a99b1"
"""Frame for cells that are hardly darker than the paper."""

DIM = 0.04045
"""Up to this value a colour channel and its luminance are proportional."""

WHITE_ON = 0.179
"""The luminance on which black and white have equal contrast."""

MOST_SIGNS = 300
"""Longer texts never fit, and measuring them is slow."""

TITLE_PT, TEXT_PT, SMALL_PT = 17, 15, 13.5
"""A phone shows a picture 400 px wide: the smallest text is still more than 10 px high."""


def font(size_pt: float, *, bold: bool = False) -> FontProperties:
    """Return the font of all pictures."""
    return FontProperties(family=FAMILY, size=size_pt, weight="bold" if bold else "normal")


def new_figure(height_px: float) -> Figure:
    """Return an empty picture."""
    size_in = (WIDTH_PX / DPI, height_px / DPI)
    return Figure(figsize=size_in, dpi=DPI, facecolor=PAPER)


def add_axes(figure: Figure, left: float, top: float, right: float, bottom: float) -> Axes:
    """Add an area for drawing; edges are in pixels from the top left corner."""
    width, height = WIDTH_PX, figure.get_figheight() * DPI
    axes = figure.add_axes(
        (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height),
        facecolor=PAPER,
    )
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=FAINT)
    return axes


def write(figure: Figure, words: str, x: float, y: float, size_pt: float, **style: str) -> None:
    """Write text with its top left corner at (x, y) pixels."""
    width, height = WIDTH_PX, figure.get_figheight() * DPI
    figure.text(
        x / width,
        1 - y / height,
        drawable(words),
        color=style.get("color", INK),
        ha=style.get("ha", "left"),
        va="top",
        fontproperties=font(size_pt, bold="bold" in style),
        parse_math=False,
    )


def ink_on(ground: tuple[float, ...]) -> str:
    """Return black or white, the one with more contrast: at least 4.5 to 1 on any ground.

    Uses relative luminance, see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
    """
    red, green, blue = (
        part / 12.92 if part <= DIM else ((part + 0.055) / 1.055) ** 2.4 for part in ground[:3]
    )
    is_dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < WHITE_ON
    return PAPER if is_dark else BLACK


def to_png(figure: Figure) -> bytes:
    """Draw the picture."""
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def drawable(words: str) -> str:
    """Remove characters missing in the font, such as emoji, and cut very long text."""
    return "".join(sign for sign in words[:MOST_SIGNS] if _has_glyph(sign)).strip()


def shortened_to(words: str, width_px: float, size_pt: float, *, bold: bool = False) -> str:
    """Cut text to the width with an ellipsis; at least one letter remains."""
    words = drawable(words)
    if width_of(words, size_pt, bold=bold) <= width_px:
        return words
    cuts = [words[:end].rstrip() + "…" for end in range(1, len(words))]
    fitting = bisect_right(cuts, width_px, key=lambda cut: width_of(cut, size_pt, bold=bold))
    return cuts[fitting - 1] if fitting else words[:1]


def wrapped(words: str, width_px: float, size_pt: float, most_lines: int) -> list[str]:
    """Break text into at most `most_lines` lines; the last one is cut."""
    lines: list[str] = []
    left = drawable(words).split()
    while left and len(lines) < most_lines:
        taken = len(left)
        if len(lines) < most_lines - 1:
            starts = [" ".join(left[:end]) for end in range(1, len(left) + 1)]
            taken = bisect_right(starts, width_px, key=lambda start: width_of(start, size_pt)) or 1
        lines.append(shortened_to(" ".join(left[:taken]), width_px, size_pt))
        left = left[taken:]
    return lines


def width_of(words: str, size_pt: float, *, bold: bool = False) -> float:
    """Return the width of the drawable text in pixels."""
    face = _face(bold)
    face.set_size(size_pt, DPI)
    face.set_text(drawable(words), 0.0)
    width, _ = face.get_width_height()
    return float(width) / 64


@cache
def _face(bold: bool) -> FT2Font:
    return FT2Font(findfont(font(TEXT_PT, bold=bold)))


def _has_glyph(sign: str) -> bool:
    return sign.isprintable() and _face(bold=False).get_char_index(ord(sign)) != 0
