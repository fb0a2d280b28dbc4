from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from builders import Worker
from builders.memberships import a_member, a_plan, cancel
from builders.people import a_person
from fablab_desk.charges.models import Charge
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Carrier, Lab
from fablab_desk.memberships.errors import CancelledMembershipError
from fablab_desk.memberships.queries import list_attestations
from fablab_desk.memberships.service import attest_membership
from fablab_desk.papers.queries import PaperState, list_papers_about, load_pdf
from fablab_desk.papers.service import revoke_paper
from fablab_desk.papers.verify import Verdict, verify_pdf_here
from fablab_desk.people.models import Party
from fablab_desk.staff.rights import Role

TODAY = date(2026, 3, 2)


@pytest.fixture
def ada(treasurer: Worker) -> UUID:
    return a_person(treasurer)


@pytest.fixture
def membership(treasurer: Worker, ada: UUID) -> UUID:
    return a_member(treasurer, ada, a_plan(treasurer), TODAY)


def attested(worker: Worker, membership_id: UUID) -> UUID:
    return worker.does(lambda act: attest_membership(act, new_key(), membership_id)).result


def papers(worker: Worker, membership_id: UUID) -> list[tuple[str, PaperState]]:
    with worker.database.reading() as session:
        found = list_papers_about(session, membership_id)
    return [(paper.number, paper.state) for paper in found]


def said(worker: Worker, paper_id: UUID) -> str:
    with worker.database.reading() as session:
        pages = PdfReader(BytesIO(load_pdf(session, paper_id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def verdict(worker: Worker, paper_id: UUID) -> Verdict:
    with worker.database.reading() as session:
        return verify_pdf_here(session, load_pdf(session, paper_id)).verdict


def test_the_attestation_says_who_is_a_member_and_until_when(
    treasurer: Worker, membership: UUID
) -> None:
    paper = attested(treasurer, membership)
    text = said(treasurer, paper)
    for part in (
        "Attestation d’adhésion",
        "A2026-00001",
        "Association Fablab d’essai atteste ce qui suit : Ada Exemple a adhéré à son fablab,",
        "pour la période",
        "du 2 mars 2026 au 1er mars 2027 inclus.",
        "pour servir et valoir ce que de droit",
        "Adhésion annuelle",
        "M-00001",
        "Fait à Saint-Étienne, le 2 mars 2026",
    ):
        assert part in text.replace("\u00a0", " ")
    assert "Cotisation" not in text
    assert verdict(treasurer, paper) is Verdict.GENUINE


def test_a_lab_that_carries_itself_is_named_once(treasurer: Worker, membership: UUID) -> None:
    with treasurer.database.writing() as session:
        session.execute(update(Lab).values(name="Atelier commun"))
        session.execute(update(Carrier).values(name="Atelier commun"))
    text = said(treasurer, attested(treasurer, membership)).replace("\u00a0", " ")
    assert "Atelier commun atteste ce qui suit : Ada Exemple a adhéré pour la période" in text


def test_issued_again_it_is_the_paper_kept(treasurer: Worker, membership: UUID) -> None:
    first = attested(treasurer, membership)
    assert attested(treasurer, membership) == first
    assert papers(treasurer, membership) == [("A2026-00001", PaperState.VALID)]


def test_once_the_fee_is_paid_a_new_number_replaces_the_old_one(
    treasurer: Worker, membership: UUID
) -> None:
    first = attested(treasurer, membership)
    with treasurer.database.writing() as session:
        session.scalars(select(Charge)).one().settle(Decimal(20))
    second = attested(treasurer, membership)
    assert papers(treasurer, membership) == [
        ("A2026-00002", PaperState.VALID),
        ("A2026-00001", PaperState.REPLACED),
    ]
    assert "20,00" in said(treasurer, second)
    assert verdict(treasurer, first) is Verdict.REPLACED


def test_a_corrected_name_is_attested_anew(treasurer: Worker, ada: UUID, membership: UUID) -> None:
    attested(treasurer, membership)
    with treasurer.database.writing() as session:
        session.execute(update(Party).values(name="Augusta Ada King"))
    assert "Augusta Ada King" in said(treasurer, attested(treasurer, membership))
    with treasurer.database.reading() as session:
        assert len(list_attestations(session, ada)) == 2


def test_after_a_revocation_by_hand_a_new_paper_stands_alone(
    treasurer: Worker, membership: UUID
) -> None:
    first = attested(treasurer, membership)
    treasurer.does(lambda act: revoke_paper(act, first, "Erreur"))
    attested(treasurer, membership)
    assert papers(treasurer, membership) == [
        ("A2026-00002", PaperState.VALID),
        ("A2026-00001", PaperState.REVOKED),
    ]


def test_a_cancelled_memberships_attestation_is_revoked_by_whoever_cancels(
    treasurer: Worker, membership: UUID
) -> None:
    paper = attested(treasurer, membership)
    animator = Worker(treasurer.database, (Role.ANIMATOR,), keys=treasurer.keys)
    cancel(animator, membership)
    assert verdict(treasurer, paper) is Verdict.REVOKED
    with pytest.raises(CancelledMembershipError) as refusal:
        attested(treasurer, membership)
    assert "nothing to attest" in say(refusal.value)


def test_a_name_longer_than_the_seal_still_gets_its_paper(
    treasurer: Worker, ada: UUID, membership: UUID
) -> None:
    with treasurer.database.writing() as session:
        session.execute(update(Party).values(name="Ada " * 60))
    assert verdict(treasurer, attested(treasurer, membership)) is Verdict.GENUINE


def test_another_desk_attests_with_its_own_key(treasurer: Worker, membership: UUID) -> None:
    other = replace(treasurer, keys=treasurer.keys and treasurer.keys / "other")
    assert verdict(treasurer, attested(other, membership)) is Verdict.GENUINE
