"""A filter of the lab's own finds whom all of its conditions find."""

from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from builders import NOW, Worker
from builders.lab import an_audience
from builders.memberships import a_kind, a_member, a_plan
from builders.people import (
    a_consent,
    a_custom_field,
    a_filter,
    a_piece,
    a_piece_kind,
    a_wording,
    admitted,
    an_organisation,
)
from builders.refused import refused
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.service import archive_audience
from fablab_desk.overview.filters import list_filtered, try_filter
from fablab_desk.people import filter_errors as errors
from fablab_desk.people.custom import CustomKind, Value, kept
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.filter_queries import find_filter, list_filters
from fablab_desk.people.filters import Conditions, FilterDraft, Kept, Noted
from fablab_desk.people.kinds import ConsentKind, ConsentSource, MemberState, PartyKind
from fablab_desk.people.pieces import PieceForm, PieceWhom
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_custom import archive_custom_field
from fablab_desk.people.service_family import ConsentDraft, record_consent, retract_consent
from fablab_desk.people.service_filters import correct_filter, remove_filter
from fablab_desk.people.service_piece_kinds import remove_wording
from fablab_desk.people.service_pieces import withdraw_piece
from fablab_desk.staff.rights import Role

TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def somebody(worker: Worker, name: str, **said: Any) -> UUID:
    return admitted(worker, PersonDraft(first_name=name, last_name="Exemple", **said))


def found(worker: Worker, sought: str = "", **asked: Any) -> set[str]:
    with worker.database.reading() as session:
        listing = list_filtered(Conditions(**asked), TODAY, sought)
        rows = listing.every(session)
        for learn in (lambda _session: None, listing.learn_order):
            learn(session)
            assert listing.count(session) == len(rows)
            assert [row.id for row in listing.page(session, 0, 50)] == [row.id for row in rows]
    return {row.name.removesuffix(" Exemple") for row in rows}


def test_whoever_signed_a_version_is_found_by_it(administrator: Worker) -> None:
    ada, bea, zoe, leo = (somebody(administrator, name) for name in ("Ada", "Bea", "Zoé", "Léo"))
    rules = a_piece_kind(administrator, form=PieceForm.RULES)
    image = a_piece_kind(administrator, "Image", form=PieceForm.IMAGE, whom=PieceWhom.PEOPLE)
    signed, agreed = a_wording(administrator, rules), a_wording(administrator, image)
    for key in (ada, bea):
        piece = a_piece(administrator, key, rules)
    administrator.does(lambda act: withdraw_piece(act, piece))
    said: dict[str, Any] = {"wording": "Je signe.", "wording_id": agreed}
    mistaken = a_consent(administrator, zoe, **said)
    for key, given in ((bea, True), (leo, False)):
        a_consent(administrator, key, given, **said)
    assert found(administrator, wording_id=signed) == {"Ada"}
    assert found(administrator, wording_id=agreed) == {"Bea", "Zoé"}
    administrator.does(lambda act: retract_consent(act, mistaken))
    assert found(administrator, wording_id=agreed) == {"Bea"}


def test_a_filter_by_a_version_that_was_removed_says_so(administrator: Worker) -> None:
    rules = a_piece_kind(administrator, form=PieceForm.RULES)
    version = a_wording(administrator, rules)
    a_filter(administrator, "Signataires", Conditions(wording_id=version))
    administrator.does(lambda act: remove_wording(act, version))
    with administrator.database.reading() as session:
        (row,) = list_filters(session, new_key())
    assert [type(problem) for problem in row.told] == [errors.GonePartError]


def test_conditions_are_combined_and_searched_within(administrator: Worker) -> None:
    pupils, others = an_audience(administrator, "Scolaire"), an_audience(administrator, "Autre")
    somebody(administrator, "Ada", audience_id=pupils, postal_code="42000", city="Saint-Étienne")
    somebody(administrator, "Zoé", audience_id=pupils, postal_code="69001", city="Lyon")
    somebody(administrator, "Léa", audience_id=others, postal_code="42100", city="Saint-Étienne")
    assert found(administrator, audiences=(pupils,)) == {"Ada", "Zoé"}
    assert found(administrator, audiences=(pupils, others), places=("42",)) == {"Ada", "Léa"}
    assert found(administrator, places=("69001", "Saint-Étienne")) == {"Ada", "Zoé", "Léa"}
    assert found(administrator, audiences=(pupils,), places=("42",)) == {"Ada"}
    assert found(administrator, "zo", audiences=(pupils,)) == {"Zoé"}
    assert found(administrator, "lea", audiences=(pupils,)) == set()
    with administrator.database.reading() as session:
        listing = list_filtered(Conditions(audiences=(pupils,)), TODAY, "exemple")
        assert [row.name for row in listing.every(session)] == ["Ada Exemple", "Zoé Exemple"]
        assert listing.count(session) == 2


PLAIN = {
    "p.due_on >= '2026-03-02' AND p.due_on < '9999-12-31' AND p.archived_on IS NULL": Conditions(
        state=MemberState.CURRENT
    ),
    "p.due_on = '9999-12-31' AND p.archived_on IS NULL": Conditions(state=MemberState.NEVER),
    "p.city = 'Lyon' AND p.archived_on IS NULL": Conditions(places=("Lyon",)),
    "b.birth_date BETWEEN '2008-03-03' AND '2014-03-02'": Conditions(
        age_from=12, age_to=17, kept=Kept.BOTH
    ),
    "p.archived_on IS NOT NULL": Conditions(kept=Kept.ARCHIVED),
    "p.kind = 'organisation'": Conditions(party_kind=PartyKind.ORGANISATION),
}


@pytest.mark.parametrize(
    ("day", "adults"), [(date(2026, 2, 28), set[str]()), (date(2026, 3, 1), {"Léo"})]
)
def test_whoever_was_born_on_29_february_grows_older_on_1_march(
    administrator: Worker, day: date, adults: set[str]
) -> None:
    somebody(administrator, "Léo", birth_date=date(2008, 2, 29))
    with administrator.database.reading() as session:
        of_age = list_filtered(Conditions(age_from=18), day).every(session)
        minors = list_filtered(Conditions(age_to=17), day).every(session)
    assert {row.name.removesuffix(" Exemple") for row in of_age} == adults
    assert len(of_age) + len(minors) == 1


@pytest.mark.parametrize("crowd", [20_000, 2])
def test_a_filter_and_a_letter_find_the_same_as_plain_sql(
    administrator: Worker, monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    monkeypatch.setattr("fablab_desk.db.search.FEW", 0)
    monkeypatch.setattr("fablab_desk.db.search.CROWD", crowd)
    plan = a_plan(administrator)
    for name, born, city in (
        ("Ada", date(2010, 1, 1), "Lyon"),
        ("Malo", date(2014, 3, 2), "Lyon"),
        ("Mahé", date(2014, 3, 3), "Saint-Étienne"),
        ("Élise", None, ""),
    ):
        a_member(administrator, somebody(administrator, name, birth_date=born, city=city), plan)
    somebody(administrator, "Maxime", city="Lyon")
    gone = somebody(administrator, "Maud", birth_date=date(2009, 1, 1))
    administrator.does(lambda act: archive_party(act, gone))
    an_organisation(administrator, "Mairie Exemple")
    with administrator.database.reading() as session:
        for (said, asked), letters, learnt in product(
            PLAIN.items(), ("", "m", "ma", "e", "lyon", "x", "exemple a"), (False, True)
        ):
            held = " AND ".join(f"' ' || p.search LIKE '% {word}%'" for word in letters.split())
            names = session.scalars(
                text(
                    "SELECT p.name FROM parties p LEFT JOIN people b ON b.id = p.id"
                    f" WHERE {said} AND {held or '1 = 1'} ORDER BY p.sort_name, p.number"
                )
            ).all()
            listing = list_filtered(asked, TODAY, letters)
            if learnt:
                listing.learn_order(session)
            start = listing.start(session, None, 50)
            assert ([row.name for row in start.rows], start.count) == (names, len(names))


def test_an_age_band_holds_both_its_ends(administrator: Worker) -> None:
    for name, born in (
        ("Onze", date(2014, 3, 3)),
        ("Douze", date(2014, 3, 2)),
        ("Dix-sept", date(2008, 3, 3)),
        ("Dix-huit", date(2008, 3, 2)),
    ):
        somebody(administrator, name, birth_date=born)
    somebody(administrator, "Sans date")
    assert found(administrator, age_from=12, age_to=17) == {"Douze", "Dix-sept"}
    assert found(administrator, age_from=18) == {"Dix-huit"}
    assert found(administrator, age_to=11) == {"Onze"}


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (MemberState.CURRENT, {"À jour"}),
        (MemberState.LATE, {"En retard"}),
        (MemberState.NEVER, {"Jamais"}),
    ],
)
@pytest.mark.parametrize("statutory", [True, False])
def test_a_state_is_of_the_kind_of_membership_asked(
    administrator: Worker, state: MemberState, names: set[str], statutory: bool
) -> None:
    kind = a_kind(administrator, "Abonnement", statutory=statutory)
    plan = a_plan(administrator, "Formule", kind_id=kind)
    a_member(administrator, somebody(administrator, "À jour"), plan, TODAY)
    a_member(administrator, somebody(administrator, "En retard"), plan, TODAY - timedelta(500))
    somebody(administrator, "Jamais")
    asked = None if statutory else kind
    assert found(administrator, state=state, membership_kind=asked) == names


def test_the_newsletter_goes_by_the_last_answer(administrator: Worker) -> None:
    yes, changed, no = (somebody(administrator, name) for name in ("Oui", "Puis non", "Non"))
    somebody(administrator, "Sans réponse")
    for key, given in ((yes, True), (changed, True), (changed, False), (no, False)):
        draft = ConsentDraft(
            person_id=key,
            kind=ConsentKind.NEWSLETTER,
            given=given,
            wording="La lettre du fablab",
            source=ConsentSource.DESK,
        )
        administrator.does(partial(record_consent, consent_id=new_key(), draft=draft))
    assert found(administrator, newsletter=True) == {"Oui"}
    assert found(administrator, newsletter=False) == {"Puis non", "Non", "Sans réponse"}


def test_records_are_told_by_kind_by_day_by_district_and_by_archive(administrator: Worker) -> None:
    somebody(administrator, "Ada", district="Crêt-de-Roc")
    gone = somebody(administrator, "Zoé")
    an_organisation(administrator, "Atelier")
    administrator.does(lambda act: archive_party(act, gone))
    assert found(administrator, party_kind=PartyKind.ORGANISATION) == {"Atelier"}
    assert found(administrator, in_district=True) == {"Ada"}
    assert found(administrator, kept=Kept.ARCHIVED, created_from=TODAY) == {"Zoé"}
    assert found(administrator, kept=Kept.BOTH, created_to=TODAY - timedelta(1)) == set()
    assert found(administrator, created_from=TODAY) == {"Ada", "Atelier"}


def test_pieces_missing_are_those_of_the_standing_filter(administrator: Worker) -> None:
    a_piece_kind(administrator)
    somebody(administrator, "Ada")
    assert found(administrator, pieces_missing=True) == {"Ada"}
    assert found(administrator, pieces_missing=False) == set()


@pytest.mark.parametrize(
    ("kind", "value", "asked", "missed"),
    [
        (CustomKind.TEXT, "Quartier Nord", ("nord", ""), ("sud", "")),
        (CustomKind.NUMBER, 12, ("9", "12"), ("13", "")),
        (CustomKind.DAY, date(2026, 1, 5), ("2026-01-05", ""), ("", "2026-01-04")),
        (CustomKind.YES_NO, False, (kept(False), ""), (kept(True), "")),
        (CustomKind.CHOICE, "Tram", ("Tram", ""), ("Vélo", "")),
    ],
)
def test_a_field_of_the_lab_s_own_can_be_asked_for(
    administrator: Worker,
    kind: CustomKind,
    value: Value,
    asked: tuple[str, str],
    missed: tuple[str, str],
) -> None:
    field = a_custom_field(administrator, "Champ", kind, choices=("Vélo", "Tram"))
    somebody(administrator, "Ada", custom={field: value})
    somebody(administrator, "Zoé")
    for (least, most), names in ((asked, {"Ada"}), (missed, set())):
        said = Noted(field_id=field, kind=kind, value=least, most=most)
        assert found(administrator, noted=(said,)) == names


def test_all_that_is_asked_of_own_fields_has_to_be_met(administrator: Worker) -> None:
    level, team = a_custom_field(administrator, "Niveau"), a_custom_field(administrator, "Équipe")
    somebody(administrator, "Ada", custom={level: "x", team: "nord"})
    somebody(administrator, "Zoé", custom={level: "x", team: "sud"})
    both = (
        Noted(field_id=level, kind=CustomKind.TEXT, value="x"),
        Noted(field_id=team, kind=CustomKind.TEXT, value="nord"),
    )
    assert found(administrator, noted=both) == {"Ada"}


def test_a_filter_that_was_kept_with_one_own_field_still_asks_for_it(
    administrator: Worker,
) -> None:
    field = a_custom_field(administrator)
    old = {"field_id": str(field), "field_kind": "text", "field_value": "x"}
    noted = Noted(field_id=field, kind=CustomKind.TEXT, value="x")
    assert Conditions.from_json(old) == Conditions(noted=(noted,))


def test_a_filter_is_kept_as_it_was_asked(administrator: Worker) -> None:
    asked = Conditions(
        party_kind=PartyKind.PERSON,
        audiences=(an_audience(administrator, "Scolaire"),),
        state=MemberState.LATE,
        age_from=12,
        places=("42", "Lyon"),
        in_district=False,
        created_from=date(2026, 1, 1),
        kept=Kept.BOTH,
        noted=(
            Noted(field_id=a_custom_field(administrator), kind=CustomKind.TEXT, value="x"),
            Noted(field_id=a_custom_field(administrator, "Âge"), kind=CustomKind.NUMBER, most="9"),
        ),
    )
    assert Conditions.from_json(asked.as_json()) == asked
    assert Conditions.from_json({"state": "late", "of a later version": 3}).state is not None


def test_a_town_is_found_however_it_is_written_or_told(administrator: Worker) -> None:
    somebody(administrator, "Ada", postal_code="42000", city="Saint-Étienne")
    a_filter(administrator, "Voisins", Conditions(places=("saint etienne",)))
    with administrator.database.reading() as session:
        row = find_filter(session, administrator.seat.account_id, "VOISINS")
        assert row
        assert row.draft.conditions.places == ("Saint-Étienne",)
        strange = try_filter(session, Conditions(places=("Atlantide",)), TODAY)
        assert isinstance(strange, errors.UnknownPlaceError)
        assert try_filter(session, Conditions(places=("SAINT-ÉTIENNE",)), TODAY) == 1


@pytest.mark.parametrize(
    ("label", "asked", "field", "error"),
    [
        (" ", Conditions(age_from=3), "label", errors.NamelessFilterError),
        ("voisins", Conditions(age_from=3), "label", errors.FilterTakenError),
        ("À jour", Conditions(age_from=3), "label", errors.FilterTakenError),
        ("Autre", Conditions(), "", errors.NothingAskedError),
        ("Autre", Conditions(age_from=9, age_to=3), "age_to", errors.AgesError),
        (
            "Autre",
            Conditions(created_from=TODAY, created_to=TODAY - timedelta(1)),
            "created_to",
            errors.DaysError,
        ),
        ("Autre", Conditions(places=("Atlantide",)), "places", errors.UnknownPlaceError),
    ],
)
def test_a_wrong_filter_is_refused_in_its_place(
    administrator: Worker, label: str, asked: Conditions, field: str, error: type[DeskError]
) -> None:
    a_filter(administrator, "Voisins")
    with refused((field, error)):
        a_filter(administrator, label, asked)


def test_a_filter_of_one_s_own_is_nobody_else_s(administrator: Worker) -> None:
    mine, shared = a_filter(administrator, "Le mien", own=True), a_filter(administrator, "À tous")
    other = Worker(administrator.database, (Role.RECEPTION,))
    with administrator.database.reading() as session:
        seen = [row.id for row in list_filters(session, other.seat.account_id)]
        own = [row.id for row in list_filters(session, administrator.seat.account_id)]
    assert (seen, own) == ([shared], [shared, mine])
    draft = FilterDraft(label="Volé", conditions=Conditions(age_from=3))
    with pytest.raises(errors.UnknownFilterError):
        other.does(lambda act: correct_filter(act, mine, draft, 1))
    other.does(lambda act: remove_filter(act, mine))
    with administrator.database.reading() as session:
        assert len(list_filters(session, administrator.seat.account_id)) == 2


def test_what_a_filter_asks_for_and_was_retired_is_told_and_still_found(
    administrator: Worker,
) -> None:
    pupils, _others = an_audience(administrator, "Scolaire"), an_audience(administrator, "Autre")
    field = a_custom_field(administrator, "Niveau")
    somebody(administrator, "Ada", audience_id=pupils, custom={field: "x"})
    asked = Conditions(
        audiences=(pupils,), noted=(Noted(field_id=field, kind=CustomKind.TEXT, value="x"),)
    )
    a_filter(administrator, "Niveau x", asked)
    administrator.does(lambda act: archive_audience(act, pupils))
    administrator.does(lambda act: archive_custom_field(act, field))
    with administrator.database.reading() as session:
        (row,) = list_filters(session, administrator.seat.account_id)
        told = " ".join(say(one) for one in row.told)
        assert list_filtered(row.draft.conditions, TODAY).count(session) == 1
    assert "Scolaire" in told
    assert "Niveau" in told


def test_what_a_filter_asks_for_and_was_removed_finds_nobody_and_is_told(
    administrator: Worker,
) -> None:
    a_filter(administrator, "Rien", Conditions(audiences=(new_key(),)))
    somebody(administrator, "Ada")
    with administrator.database.reading() as session:
        (row,) = list_filters(session, administrator.seat.account_id)
        assert [type(one) for one in row.told] == [errors.GonePartError]
        assert list_filtered(row.draft.conditions, TODAY).count(session) == 0
