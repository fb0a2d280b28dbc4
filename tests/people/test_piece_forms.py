"""What is printed for people to fill in: texts of the pages, and who stands on “No photo”."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from builders import Worker
from builders.lab import a_carrier, an_audience
from builders.people import (
    a_child,
    a_consent,
    a_guardian,
    a_person,
    a_piece,
    a_piece_kind,
    a_wording,
    admitted,
    an_adult,
    an_organisation,
)
from fablab_desk.documents.page import Facts, Halves, Page, Paragraph, Signature, Table
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import Medium
from fablab_desk.people.no_photo import NoPhoto, NoPhotoRow, list_no_photo
from fablab_desk.people.no_photo_paper import lay_out_no_photo
from fablab_desk.people.piece_forms import LINE, NAME_LINE, SHORT_LINE, gather_forms
from fablab_desk.people.pieces import PieceForm, PieceValidity, PieceWhom
from fablab_desk.people.records import keep_run

TODAY = date(2026, 3, 2)


def forms(worker: Worker, *keys: UUID, only: UUID | None = None) -> tuple[Page, ...]:
    with worker.database.reading() as session:
        return gather_forms(session, keys, TODAY, "en", only).pages


def said(page: Page) -> Iterator[str]:
    for block in page.blocks:
        match block:
            case Facts(pairs):
                yield from (f"{label}: {text}" for label, text in pairs)
            case Table(_, rows):
                yield from (" | ".join(row).strip() for row in rows)
            case Paragraph(text):
                yield str(text)
            case Halves(_, (Signature(label, name),)):
                yield f"{label}: {name}"


def test_a_form_holds_what_is_known_and_a_line_for_what_is_not(administrator: Worker) -> None:
    kind = a_piece_kind(administrator, form=PieceForm.MEMBERSHIP)
    a_wording(administrator, kind)
    key = a_person(administrator, email="ada@exemple.fr")
    (page,) = forms(administrator, key)
    lines = list(said(page))
    assert "Name: Ada Exemple (M-00001)" in lines
    assert "E-mail: ada@exemple.fr" in lines
    assert f"Phone: {LINE}" in lines
    assert "Je signe." in lines
    assert "Bulletin – du 2026-01-01" in lines
    assert "Date and signature: Ada Exemple" in lines
    assert (page.title, page.number) == ("Bulletin", "")


def test_a_form_is_that_of_the_structure_of_the_person_s_audience(administrator: Worker) -> None:
    a_piece_kind(administrator, form=PieceForm.MEMBERSHIP)
    pro = an_audience(administrator, "Pro", carrier_id=a_carrier(administrator))
    kim = admitted(administrator, PersonDraft(last_name="Essai", audience_id=pro))
    keys = [a_person(administrator), kim]
    with administrator.database.reading() as session:
        heads = gather_forms(session, keys, TODAY, "en").heads
    assert [head.name for head in heads] == ["Association Fablab d’essai", "Université d’Essai"]


def test_the_authorisation_of_a_child_names_who_answers_and_who_may_fetch(
    administrator: Worker,
) -> None:
    a_piece_kind(administrator, form=PieceForm.PARENTAL, whom=PieceWhom.MINORS)
    draft = PersonDraft(last_name="Exemple", birth_date=date(2012, 5, 4), may_leave_alone=False)
    child = admitted(administrator, draft)
    a_guardian(administrator, child, an_adult(administrator))
    (page,) = forms(administrator, child)
    assert {"Leaves alone: No", "Ada Exemple | Parent | Yes", "Guardian: Ada Exemple"} <= set(
        said(page)
    )


def test_whoever_signs_for_another_writes_their_name_unless_it_is_known(
    administrator: Worker,
) -> None:
    a_piece_kind(administrator, form=PieceForm.RULES)
    child, shop = a_child(administrator), an_organisation(administrator)
    for name in ("Ada", "Bea"):
        a_guardian(administrator, child, an_adult(administrator, name))
    of_child, of_shop = forms(administrator, child, shop)
    assert f"Guardian: {SHORT_LINE}" in list(said(of_child))
    assert f"Name, role and signature: {SHORT_LINE}" in list(said(of_shop))


def test_both_guardians_and_the_child_have_a_line_of_their_own(administrator: Worker) -> None:
    a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    child = a_child(administrator)
    for name in ("Ada", "Bea"):
        a_guardian(administrator, child, an_adult(administrator, name))
    (page,) = forms(administrator, child)
    signed = [line.partition(" |")[0] for line in said(page) if " | [" in line]
    assert signed == ["Ada Exemple", "Bea Exemple", "Zoé Exemple (the child’s own view)"]


def test_where_one_parent_alone_is_known_the_other_has_a_line_to_write_on(
    administrator: Worker,
) -> None:
    a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    child, alone = a_child(administrator), a_child(administrator, "Noa")
    a_guardian(administrator, child, an_adult(administrator))
    a_guardian(administrator, alone, an_adult(administrator, "Bea"), sole_holder=True)
    page, whole = (list(said(one)) for one in forms(administrator, child, alone))
    assert any(line.startswith(f"{NAME_LINE} |") for line in page)
    assert any(line.startswith("The lab does not know the other parent") for line in page)
    assert not any("other parent" in line or line.startswith(NAME_LINE) for line in whole)


def test_forms_are_printed_of_what_is_missing_alone_in_the_order_given(
    administrator: Worker,
) -> None:
    paper, shop = a_piece_kind(administrator), an_organisation(administrator)
    a_piece_kind(administrator, "Assurance", whom=PieceWhom.ORGANISATIONS)
    key = a_person(administrator)
    a_piece(administrator, shop, paper)
    assert [page.title for page in forms(administrator, shop, key)] == ["Assurance", "Bulletin"]
    assert [page.title for page in forms(administrator, shop, only=paper)] == ["Bulletin"]


NO_PHOTO = """
    WITH said AS (
        SELECT * FROM consents c WHERE kind = 'image'
        AND id NOT IN (SELECT consent_id FROM consent_retractions)
        AND NOT EXISTS (
            SELECT 1 FROM consents d WHERE d.kind = 'image' AND d.person_id = c.person_id
            AND d.by_guardian_id IS NOT DISTINCT FROM c.by_guardian_id AND d.id > c.id
            AND d.id NOT IN (SELECT consent_id FROM consent_retractions)
        )
    )
    SELECT p.name FROM people b JOIN parties p ON p.id = b.id WHERE p.due_on >= '2026-03-02'
    AND p.archived_on IS NULL AND p.due_on < '9999-12-31' AND CASE
        WHEN b.birth_date > '2008-03-02' THEN
            EXISTS (SELECT 1 FROM said WHERE person_id = b.id AND NOT given)
            OR NOT EXISTS (SELECT 1 FROM said WHERE person_id = b.id AND by_guardian_id IS NOT NULL)
        ELSE EXISTS (
            SELECT 1 FROM said WHERE person_id = b.id AND by_guardian_id IS NULL AND NOT given
        ) END
    ORDER BY p.sort_name, p.number
"""


def test_whoever_stands_on_no_photo_is_found_by_plain_sql_too(administrator: Worker) -> None:
    guardian = an_adult(administrator, "Guardian")
    for born in (None, date(2008, 3, 2), date(2008, 3, 3), date(2015, 1, 1)):
        for own, others in product((None, True, False), repeat=2):
            age = born.isoformat() if born else "unknown"
            key = a_person(administrator, f"{age} {own} {others}", birth_date=born)
            if others is not None and born and born > date(2008, 3, 2):
                a_guardian(administrator, key, guardian, sole_holder=True)
                a_consent(administrator, key, not others, by=guardian)
                a_consent(administrator, key, others, by=guardian)
            if own is not None:
                a_consent(administrator, key, own)
            if own is not others:
                administrator.does(
                    lambda act, key=key: keep_run(act.session, key, TODAY, date(2026, 8, 31))  # type: ignore[misc]
                )
    with administrator.database.reading() as session:
        names = list(session.scalars(text(NO_PHOTO)))
        assert [row.name for row in list_no_photo(session, TODAY)] == names
    assert 8 < len(names) < 24


def test_minors_without_an_agreement_and_whoever_refused_stand_on_no_photo(
    administrator: Worker,
) -> None:
    unknown, agreed, refused = (a_child(administrator, name) for name in ("Noa", "Oui", "Zoé"))
    grown, silent = an_adult(administrator, "Bea"), an_adult(administrator, "Léo")
    guardian = an_adult(administrator)
    for child in (agreed, refused):
        a_guardian(administrator, child, guardian, sole_holder=True)
        a_consent(administrator, child, child is agreed, by=guardian)
    a_consent(administrator, grown, False)
    members = (unknown, agreed, refused, grown, silent)
    for key in members:
        administrator.does(
            lambda act, key=key: keep_run(act.session, key, TODAY, date(2026, 8, 31))  # type: ignore[misc]
        )
    with administrator.database.reading() as session:
        rows = list_no_photo(session, TODAY)
        here = list_no_photo(session, TODAY, among=[agreed, refused, silent])
    assert [(row.name, row.why) for row in rows] == [
        ("Bea Exemple", NoPhoto.REFUSED),
        ("Noa Exemple", NoPhoto.UNANSWERED),
        ("Zoé Exemple", NoPhoto.REFUSED),
    ]
    assert [row.id for row in here] == [refused]
    page = lay_out_no_photo(rows, TODAY, "en")
    assert "Noa Exemple | M-00001 | 04/05/2012 | No answer yet" in list(said(page))


def test_where_the_lab_asks_adults_those_without_an_agreement_stand_on_no_photo(
    administrator: Worker,
) -> None:
    silent, over, partly = (an_adult(administrator, name) for name in ("Ada", "Bea", "Cléo"))
    whole, shop = an_adult(administrator, "Léo"), an_organisation(administrator)
    a_consent(administrator, over, on=date(2025, 1, 1), valid_until=date(2026, 3, 1))
    a_consent(administrator, partly, media=frozenset({Medium.PRINT, Medium.LAB}))
    a_consent(administrator, whole, media=frozenset(Medium))
    everybody = (silent, over, partly, whole, shop)

    def read() -> list[NoPhotoRow]:
        with administrator.database.reading() as session:
            return list_no_photo(session, TODAY, among=everybody)

    assert [row.id for row in read()] == [over, partly]
    a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    told = [line.split(" | ")[-1] for line in said(lay_out_no_photo(read(), TODAY, "en"))]
    assert told[1:] == [
        "No answer yet",
        "Agreed until 01/03/2026",
        "Only: print and press, inside the lab",
    ]


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ({"validity": PieceValidity.MONTHS, "months": 36}, "holds for 36 months from"),
        ({"validity": PieceValidity.SEASON}, "until the end of the season"),
        ({}, "until it is withdrawn"),
    ],
)
def test_the_form_has_a_box_for_each_place_and_says_for_how_long(
    administrator: Worker, term: dict[str, Any], sentence: str
) -> None:
    a_piece_kind(administrator, form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE, **term)
    (page,) = forms(administrator, an_adult(administrator))
    (line,) = [line for line in said(page) if " | [" in line]
    assert line.count("[") == len(Medium) + 1
    assert any(sentence in text for text in said(page))
