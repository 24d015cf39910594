"""The result of a benchmark: one table, printed for people and saved as JSON for machines.

Every benchmark is a module of this package with `def run() -> Report` or
`async def run() -> Report`, and no other public function.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Cell = str | int | float | None
"""A figure, a word, or None if a row has no such figure."""

SIGNIFICANT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Report:
    """A table of figures; `columns` name units, `notes` explain how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Reject rows whose length differs from the columns."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.title!r} has not {len(self.columns)} cells")

    def to_text(self) -> str:
        """Return the table in aligned Markdown."""
        head, *body = [self.columns, *(tuple(map(_shown, row)) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
        rule = tuple("-" * width for width in widths)
        table = "\n".join(_line(row, widths) for row in (head, rule, *body))
        return "\n".join([f"## {self.title}", "", table, "", *(f"- {n}" for n in self.notes), ""])

    def to_json(self) -> str:
        """Return the figures unrounded."""
        return json.dumps(asdict(self), indent=2)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else cell
    if abs(cell) >= 10 ** (SIGNIFICANT_DIGITS - 1):
        return f"{cell:,.0f}"
    return f"{cell:#.{SIGNIFICANT_DIGITS}g}" if cell else "0"


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
