"""The three questions of a new base in one draft, and every problem of its answers at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from fablab_desk.catalogue.drafts import refused_amount
from fablab_desk.catalogue.vat import VatAnswers
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.drafts import CarrierDraft, Found, refused_name
from fablab_desk.lab.errors import AudienceTakenError, NamelessAudienceError, NoAudienceError
from fablab_desk.memberships.drafts import is_day, refused_dates
from fablab_desk.memberships.errors import NamelessPlanError, SeasonDayError, TakenLabelError
from fablab_desk.memberships.kinds import PeriodRule

USUAL_AUDIENCES = (
    mark("General public"),
    mark("Student"),
    mark("Pupil"),
    mark("Job seeker"),
    mark("Entrepreneur, creator"),
    mark("Professional"),
    mark("Association"),
    mark("Local authority"),
)


class UnknownFeeAudienceError(DeskError):
    def __init__(self, audience: str) -> None:
        super().__init__(
            mark("“{audience}” is not among the audiences kept: tick it, or leave its fee out."),
            audience=audience,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    """A plan with its fee for all, and the fees of the audiences that pay another one."""

    label: str
    fee: Decimal
    fees: Mapping[str, Decimal] = field(default_factory=dict)  # audience → fee
    for_organisations: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    name: str
    login: str
    password: str = field(repr=False)
    repeated: str | None = field(default=None, repr=False)  # as typed again, if it was


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """`lab_id` is made by the form; without an administrator the desk asks for no login."""

    lab_id: UUID
    name: str
    identity: CarrierDraft
    vat: VatAnswers
    audiences: tuple[str, ...]
    plans: tuple[PlanAnswer, ...] = ()
    rule: PeriodRule = PeriodRule.SEASON
    months: int = 12
    season_month: int = 9
    season_day: int = 1
    offered_months: int = 0
    fiscal_month: int = 1
    administrator: Administrator | None = None

    def problems(self) -> Found:
        """Each with the name of its field; those of a plan as `plans.0.label`."""
        _, found = self.identity.checked()
        if not self.identity.name.strip():
            found = [problem for problem in found if problem[0] != "name"]
        found += [*refused_name(tidy(self.name)), *self._dates(), *self._audiences()]
        for position, plan in enumerate(self.plans):
            found += [(f"plans.{position}.{name}", why) for name, why in self._plan(position, plan)]
        return found

    def _dates(self) -> Found:
        found = refused_dates(self.rule, self.months, self.offered_months)
        if self.rule is PeriodRule.SEASON and not is_day(self.season_month, self.season_day):
            found.append(("season_day", SeasonDayError()))
        return found

    def _audiences(self) -> Iterator[tuple[str, DeskError]]:
        if not self.audiences:
            yield "audiences", NoAudienceError()
        labels = [tidy(label) for label in self.audiences]
        for position, label in enumerate(labels):
            if not label:
                yield "audiences", NamelessAudienceError()
            elif label in labels[:position]:
                yield "audiences", AudienceTakenError(label)

    def _plan(self, position: int, plan: PlanAnswer) -> Iterator[tuple[str, DeskError]]:
        if not tidy(plan.label):
            yield "label", NamelessPlanError()
        elif tidy(plan.label) in {tidy(other.label) for other in self.plans[:position]}:
            yield "label", TakenLabelError(plan.label)
        if refusal := refused_amount(plan.fee):
            yield "fee", refusal
        for audience, fee in plan.fees.items():
            if audience not in self.audiences:
                yield f"fees.{audience}", UnknownFeeAudienceError(audience)
            elif refusal := refused_amount(fee):
                yield f"fees.{audience}", refusal


def tidy(text: str) -> str:
    """On one line, without stray blanks."""
    return " ".join(text.split())
