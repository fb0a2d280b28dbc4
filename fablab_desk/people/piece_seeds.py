"""The pieces a new lab begins with, in the lab's own language: each can be edited."""

from dataclasses import dataclass
from functools import cache

from fablab_desk.paths import read_data
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom

YEAR = 12


@dataclass(frozen=True, slots=True)
class UsualPiece:
    label: str
    form: PieceForm
    whom: PieceWhom
    audiences: tuple[str, ...]  # the first that the lab has, in lower case
    required: bool
    validity: PieceValidity
    months: int
    version: str
    text: str


@cache
def list_usual_pieces() -> tuple[UsualPiece, ...]:
    return tuple(
        UsualPiece(
            label=row["label"],
            form=PieceForm(row["form"]),
            whom=PieceWhom(row["whom"]),
            audiences=tuple(row.get("audiences", ())),
            required=row["required"],
            validity=PieceValidity(row["validity"]),
            months=row.get("months", YEAR),
            version=row["version"],
            text="\n".join(row["text"]),
        )
        for row in read_data("usual_pieces.json")
    )
