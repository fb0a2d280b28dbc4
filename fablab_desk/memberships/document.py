"""How the attestation of a membership is laid out."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Facts, Page, Paragraph, Spacer, strong
from fablab_desk.i18n import mark, translate
from fablab_desk.money import format_amount
from fablab_desk.papers.frame import lay_out_attestation
from fablab_desk.papers.issue import Issued
from fablab_desk.people.numbers import member_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """What the attestation says; `fee` None: none was asked, or it is not settled."""

    name: str
    number: int
    membership_number: int
    plan: str
    starts_on: date
    ends_on: date
    fee: Decimal | None
    lab: str
    carrier: str

    def digest(self) -> str:
        """Changes with anything that a member could show."""
        said = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()


def lay_out(said: Attested, issued: Issued, city: str, note: str, language: str) -> Page:
    body = (_sentence(said, language), Spacer(2), _facts(said, language))
    return lay_out_attestation(mark("Membership attestation"), body, issued, city, language, note)


def _sentence(said: Attested, language: str) -> Block:
    """Each name once: mostly the lab and who carries it are one."""
    if said.lab == said.carrier:
        template = translate(
            "{carrier} attests that {name} is a member from {starts_on} to {ends_on} inclusive.",
            language,
        )
    else:
        template = translate(
            "{carrier} attests that {name} is a member of its lab, {lab}, from {starts_on} to"
            " {ends_on} inclusive.",
            language,
        )
    return Paragraph(
        strong(
            template,
            carrier=said.carrier,
            name=said.name,
            lab=said.lab,
            starts_on=format_day(said.starts_on, language),
            ends_on=format_day(said.ends_on, language),
        )
    )


def _facts(said: Attested, language: str) -> Facts:
    plan = translate("{plan} (No. {number})", language)
    pairs = [
        (translate("Member", language), f"{said.name} ({member_number(said.number)})"),
        (
            translate("Membership", language),
            plan.format(plan=said.plan, number=said.membership_number),
        ),
    ]
    if said.fee is not None:
        pairs.append((translate("Fee paid", language), format_amount(said.fee, language)))
    return Facts(tuple(pairs))
