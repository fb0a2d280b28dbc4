"""Whose papers they are, when several structures carry the lab."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from builders import NOW, Worker
from builders.agenda import an_arrival
from builders.lab import a_carrier, an_audience
from builders.memberships import a_member, a_plan
from builders.money import a_part, a_till, something_sold
from builders.people import a_person
from fablab_desk.agenda.service_presence import attest_presence
from fablab_desk.catalogue.models import Article
from fablab_desk.charges.models import Charge
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Audience
from fablab_desk.lab.queries import load_carrier
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.queries import load_paper, load_pdf
from fablab_desk.payments.drafts import CashingDraft, Sale
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash, issue_receipt
from fablab_desk.people.models import Party

TODAY = date(2026, 3, 2)
ASSOCIATION = "Association Fablab d’essai"
UNIVERSITY = "Université d’Essai"


@pytest.fixture
def university(treasurer: Worker) -> UUID:
    return a_carrier(treasurer)


def issued(worker: Worker, paper_id: UUID) -> tuple[str, str]:
    """Its number, and whose letterhead it has."""
    with worker.database.reading() as session:
        number = load_paper(session, paper_id).number
        text = PdfReader(BytesIO(load_pdf(session, paper_id))).pages[0].extract_text()
    first = text.strip().splitlines()[0]
    return number, UNIVERSITY if UNIVERSITY in first else first


def belongs(worker: Worker, article_id: UUID, carrier_id: UUID | None) -> None:
    with worker.database.writing() as session:
        session.execute(
            update(Article).where(Article.id == article_id).values(carrier_id=carrier_id)
        )


def of_audience(worker: Worker, person_id: UUID, audience_id: UUID) -> None:
    with worker.database.writing() as session:
        session.execute(update(Party).where(Party.id == person_id).values(audience_id=audience_id))


def article_of(worker: Worker, plan_id: UUID) -> UUID:
    with worker.database.reading() as session:
        return session.get_one(MembershipPlan, plan_id).article_id


@pytest.mark.parametrize(
    ("by_article", "by_audience", "number", "head"),
    [
        (False, False, "A2026-00001", ASSOCIATION),
        (True, False, "UNIV-A2026-00001", UNIVERSITY),
        (False, True, "UNIV-A2026-00001", UNIVERSITY),
    ],
)
def test_a_membership_is_attested_by_the_structure_that_sold_it(
    by_article: bool,
    by_audience: bool,
    number: str,
    head: str,
    treasurer: Worker,
    university: UUID,
) -> None:
    ada, plan = a_person(treasurer), a_plan(treasurer)
    if by_article:
        belongs(treasurer, article_of(treasurer, plan), university)
    if by_audience:
        of_audience(treasurer, ada, an_audience(treasurer, "Pro", carrier_id=university))
    membership = a_member(treasurer, ada, plan, TODAY)
    paper = treasurer.does(lambda act: attest_membership(act, new_key(), membership)).result
    assert issued(treasurer, paper) == (number, head)


def test_an_article_of_the_main_structure_outweighs_the_audience_s(
    treasurer: Worker, university: UUID
) -> None:
    ada, plan = a_person(treasurer), a_plan(treasurer)
    of_audience(treasurer, ada, an_audience(treasurer, "Pro", carrier_id=university))
    with treasurer.database.reading() as session:
        main = load_carrier(session).id
    belongs(treasurer, article_of(treasurer, plan), main)
    a_member(treasurer, ada, plan, TODAY)
    with treasurer.database.reading() as session:
        assert session.scalars(select(Charge.carrier_id)).one() == main


def test_what_was_charged_stays_with_whom_it_was_sold_by(
    treasurer: Worker, university: UUID
) -> None:
    ada, plan = a_person(treasurer), a_plan(treasurer)
    pro = an_audience(treasurer, "Pro", carrier_id=university)
    of_audience(treasurer, ada, pro)
    membership = a_member(treasurer, ada, plan, TODAY)
    with treasurer.database.writing() as session:
        session.execute(update(Audience).where(Audience.id == pro).values(carrier_id=None))
    paper = treasurer.does(lambda act: attest_membership(act, new_key(), membership)).result
    assert issued(treasurer, paper) == ("UNIV-A2026-00001", UNIVERSITY)


def test_a_membership_taken_over_is_attested_by_its_plan_s_structure(
    treasurer: Worker, university: UUID
) -> None:
    ada, plan = a_person(treasurer), a_plan(treasurer)
    membership = a_member(treasurer, ada, plan, TODAY)
    with treasurer.database.writing() as session:
        session.execute(
            update(Charge).values(fact_id=new_key())
        )  # as of one whose fee was paid in another program
    belongs(treasurer, article_of(treasurer, plan), university)
    paper = treasurer.does(lambda act: attest_membership(act, new_key(), membership)).result
    assert issued(treasurer, paper) == ("UNIV-A2026-00001", UNIVERSITY)


@pytest.mark.parametrize(
    ("of_university", "number", "head"),
    [
        ((True, True), "UNIV-R2026-00001", UNIVERSITY),
        ((False, False), "R2026-00001", ASSOCIATION),
        # One note may pay for both: nothing tells which part of it was whose, so that it is not
        # split, and whoever keeps the till gives the receipt.
        ((True, False), "R2026-00001", ASSOCIATION),
        ((False, True), "R2026-00001", ASSOCIATION),
    ],
)
def test_a_receipt_is_of_the_one_seller_of_all_its_lines_else_of_the_main_structure(
    of_university: tuple[bool, bool], number: str, head: str, treasurer: Worker, university: UUID
) -> None:
    a_till(treasurer)
    articles = [something_sold(treasurer, code, "6") for code in ("FIL", "BOIS")]
    for article, its in zip(articles, of_university, strict=True):
        belongs(treasurer, article, university if its else None)
    draft = CashingDraft(
        payer_id=a_person(treasurer),
        sales=tuple(Sale(article_id=article, quantity=Decimal(1)) for article in articles),
        parts=(a_part(treasurer, "12", MethodKind.CARD),),
    )
    key = new_key()
    treasurer.does(lambda act: cash(act, key, draft))
    paper = treasurer.does(lambda act: issue_receipt(act, key)).result
    assert issued(treasurer, paper) == (number, head)


def test_presence_is_attested_by_the_structure_of_the_person_s_audience(
    administrator: Worker,
) -> None:
    university = a_carrier(administrator)
    ada = a_person(administrator)
    of_audience(administrator, ada, an_audience(administrator, "Pro", carrier_id=university))
    day = NOW.date()
    an_arrival(administrator, ada, day)
    key = new_key()
    administrator.does(lambda act: attest_presence(act, key, ada, day - timedelta(days=1), day))
    assert issued(administrator, key) == ("UNIV-A2026-00001", UNIVERSITY)
