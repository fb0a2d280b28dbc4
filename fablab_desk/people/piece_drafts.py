"""What the forms about pieces fill in, and every problem they may have."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.people.drafts import Findings, tidy, tidy_lines
from fablab_desk.people.piece_errors import (
    BlankPieceWordingError,
    ImageWhomError,
    NamelessPieceError,
    NamelessVersionError,
    PieceAudienceError,
    PieceMajorityError,
    PieceMonthsError,
    PieceSeasonError,
)
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom

Found = list[tuple[str, DeskError]]
LEAP_YEAR = 2024
FOR_AUDIENCES = (PieceWhom.AUDIENCE, PieceWhom.ORGANISATIONS)
MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class PieceKindDraft:
    label: str
    form: PieceForm = PieceForm.OTHER
    whom: PieceWhom = PieceWhom.EVERYBODY
    audience_id: UUID | None = None
    required: bool = True
    validity: PieceValidity = PieceValidity.UNLIMITED
    months: int = 12
    season_month: int = 9
    season_day: int = 1

    def checked(self) -> "tuple[PieceKindDraft, Found]":
        findings = Findings()
        label = findings.take("label", self.label.strip(), tidy)
        audience_id = self.audience_id if self.whom in FOR_AUDIENCES else None
        found = findings.found
        if not label:
            found.append(("label", NamelessPieceError()))
        if self.whom is PieceWhom.AUDIENCE and audience_id is None:
            found.append(("audience_id", PieceAudienceError()))
        found += self._term_problems()
        return replace(self, label=label, audience_id=audience_id), found

    def _term_problems(self) -> Found:
        found: Found = []
        if not 1 <= self.months <= MOST_MONTHS:
            found.append(("months", PieceMonthsError()))
        try:
            date(LEAP_YEAR, self.season_month, self.season_day)
        except ValueError:
            found.append(("season_day", PieceSeasonError()))
        minors = self.whom is PieceWhom.MINORS
        if self.validity is PieceValidity.MAJORITY and not minors:
            found.append(("validity", PieceMajorityError()))
        asked = self.whom in (PieceWhom.PEOPLE, PieceWhom.MINORS)
        if self.form is PieceForm.IMAGE and not asked:
            found.append(("form", ImageWhomError()))
        return found


@dataclass(frozen=True, kw_only=True)
class WordingDraft:
    valid_from: date
    label: str
    text: str
    asks_again: bool = False

    def checked(self) -> "tuple[WordingDraft, Found]":
        findings = Findings()
        label = findings.take("label", self.label.strip(), tidy)
        text = findings.take("text", self.text.strip(), tidy_lines)
        if not label:
            findings.found.append(("label", NamelessVersionError()))
        if not text:
            findings.found.append(("text", BlankPieceWordingError()))
        return replace(self, label=label, text=text), findings.found


@dataclass(frozen=True, kw_only=True)
class PieceDraft:
    """A piece that was brought; `received_on` is today unless an older one is entered."""

    party_id: UUID
    kind_id: UUID
    received_on: date | None = None
    note: str = ""
