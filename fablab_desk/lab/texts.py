"""The texts printed on papers, as a new base holds them: each dated and with its source."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from fablab_desk.paths import read_data


@dataclass(frozen=True, slots=True)
class SeedText:
    key: str
    valid_from: date
    text: str
    source: str


@cache
def list_seed_texts() -> tuple[SeedText, ...]:
    return tuple(
        SeedText(row["key"], date.fromisoformat(row["valid_from"]), row["text"], row["source"])
        for row in read_data("document_texts.json")
    )


def find_seed_text(key: str, day: date) -> SeedText | None:
    """What papers say of it that day where the lab never set it: also one set up before it was."""
    known = (seed for seed in list_seed_texts() if seed.key == key and seed.valid_from <= day)
    return max(known, key=lambda seed: seed.valid_from, default=None)


def text_keys() -> frozenset[str]:
    return frozenset(seed.key for seed in list_seed_texts())
