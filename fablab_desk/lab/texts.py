"""The texts printed on papers, as a new base holds them: each dated and with its source."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from fablab_desk.paths import resources_folder


@dataclass(frozen=True, slots=True)
class SeedText:
    key: str
    valid_from: date
    text: str
    source: str


@cache
def list_seed_texts() -> tuple[SeedText, ...]:
    path = resources_folder() / "data" / "document_texts.json"
    return tuple(
        SeedText(row["key"], date.fromisoformat(row["valid_from"]), row["text"], row["source"])
        for row in json.loads(path.read_text(encoding="utf-8"))
    )


def find_seed_text(key: str, day: date) -> SeedText | None:
    """What papers say of it that day where the lab never set it: also one set up before it was."""
    known = (seed for seed in list_seed_texts() if seed.key == key and seed.valid_from <= day)
    return max(known, key=lambda seed: seed.valid_from, default=None)


def text_keys() -> frozenset[str]:
    return frozenset(seed.key for seed in list_seed_texts())
