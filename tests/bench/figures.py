"""What was measured, what it may be, and the table that shows both."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`limit` and `value` are in `unit`; without a limit it is told for information only."""

    part: str
    name: str
    value: float
    unit: str = "ms"
    limit: float | None = None
    runs: int = 1
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "ok" if self.value <= self.limit else "OVER"


def middle(values: Sequence[float]) -> float:
    return median(values)


def slow(values: Sequence[float]) -> float:
    """The time that 95 of 100 stay below."""
    return quantiles(values, n=20)[-1]


def table(figures: Sequence[Figure]) -> str:
    """As Markdown, so that it can be shown as it is."""
    rows: list[tuple[str, ...]] = [
        ("part", "what", "limit", "measured", "ratio", "runs", "", "note")
    ]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = f"{figure.value / figure.limit:.2f}" if figure.limit else ""
    return (
        figure.part,
        figure.name,
        "" if figure.limit is None else f"{figure.limit:.4g} {figure.unit}",
        f"{figure.value:.4g} {figure.unit}",
        ratio,
        str(figure.runs),
        figure.verdict,
        figure.note,
    )
