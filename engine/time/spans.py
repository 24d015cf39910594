"""Spans: half-open ranges of minutes, as pairs of integers."""

from collections.abc import Iterable

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same minutes as ordered, disjoint spans; empty ones are dropped."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def without(whole: Span, taken: Iterable[Span]) -> list[Span]:
    """Return the rest of a span without the taken spans, in order."""
    left, free_from = [], whole[0]
    for start, end in merged(taken):
        if start >= whole[1]:
            break
        if start > free_from:
            left.append((free_from, start))
        free_from = max(free_from, end)
    if free_from < whole[1]:
        left.append((free_from, whole[1]))
    return left
