"""Who a line is about, what it changes, and what is refused, beyond the sample files."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import Worker
from builders.people import a_household, a_person, admitted, an_organisation
from builders.sheets import a_preview, a_sheet, reasons, taken_in
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.exchange.columns import match_columns, readable_titles
from fablab_desk.people.exchange.errors import NoNameColumnError, StalePreviewError
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.preview import Preview, Verdict
from fablab_desk.people.kinds import ConsentKind
from fablab_desk.people.models import ImportMatching, Party
from fablab_desk.people.queries import find_by_number, payer_of
from fablab_desk.people.record import load_record
from fablab_desk.people.service import archive_party, correct_person
from fablab_desk.people.service_import import import_people, remember_columns
from fablab_desk.sheets.reading import parse_sheet
from fablab_desk.staff.queries import history

HEADER = "Numéro;Nom;Prénom;Date de naissance;E-mail;Téléphone;Ville"
BORN = date(1991, 2, 14)


def verdicts(preview: Preview) -> dict[int, Verdict]:
    return {one.line: one.verdict for one in preview.proposals}


def known(worker: Worker) -> None:
    """M-00001."""
    a_person(worker, "Éloïse", "Dupré", birth_date=BORN, email="eloise@example.org")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("M-00001;Dupré;Éloïse;;;;", Verdict.UNCHANGED),
        ("M-00001;Dupré-Martin;Éloïse;;;;", Verdict.CHANGED),
        (";DUPRE;Eloise;;ELOISE@example.org;;", Verdict.UNCHANGED),
        (";Dupré;Éloïse;14/02/1991;;;", Verdict.UNCHANGED),
        (";Dupré;Éloïse;14/02/1991;;;Saint-Étienne", Verdict.CHANGED),
        (";Dupré;Éloïse;14/02/1991;other@example.org;;", Verdict.CHANGED),
        (";Dupré;Éloïse;;;;", Verdict.UNCHANGED),
        (";Dupré;Éloïse;14/02/1992;;;", Verdict.NEW),
        (";Dupré;Éloïse;;other@example.org;;", Verdict.NEW),
        (";Dupré;Zoé;;eloise@example.org;;", Verdict.NEW),
    ],
)
def test_a_line_is_known_by_number_by_e_mail_with_name_or_by_name_with_birth_date(
    administrator: Worker, line: str, verdict: Verdict
) -> None:
    known(administrator)
    preview = a_preview(administrator, a_sheet(HEADER, line))
    assert reasons(preview) == {}
    assert verdicts(preview) == {2: verdict}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["M-00099;Dupré;Éloïse;;;;"], {2: "Nobody here has the number M-00099."}),
        ([";Dupré;Éloïse;;;0612345678;"], {2: "This looks like Éloïse Dupré (M-00001). Complete"}),
        (
            [";Dupré;Éloïse;14/02/1991;;;", "M-00001;Dupré;;;;;"],
            {3: "Éloïse Dupré already stands in line 2"},
        ),
        (
            [";Essai;Ada;;ada@example.org;;", ";ESSAI;ADA;;ada@example.org;;"],
            {3: "Ada Essai already stands in line 2"},
        ),
        ([";Essai;Ada;;;;", ";Essai;Ada;;;;"], {3: "This looks like Ada Essai of line 2."}),
        ([";;;;a@example.org;;"], {2: "This line names neither a person nor an organisation."}),
        ([";Essai;;31/12/2026;;;"], {2: "Birth date: The birth date 31 December 2026 is in the"}),
        ([";Essai;;12/1875;;12;"], {2: "Birth date: "}),
    ],
)
def test_a_line_is_told_why_it_is_not_taken(
    administrator: Worker, lines: Sequence[str], told: dict[int, str]
) -> None:
    known(administrator)
    said = reasons(a_preview(administrator, a_sheet(HEADER, *lines)))
    assert set(said) == set(told)
    for line, beginning in told.items():
        assert said[line][0].startswith(beginning)


def test_people_of_one_name_and_other_details_are_two(administrator: Worker) -> None:
    sheet = a_sheet(
        HEADER, ";Essai;Ada;01/02/1990;;;", ";Essai;Ada;02/02/1990;;;", ";Essai;Ada;;a@b.fr;;"
    )
    assert verdicts(a_preview(administrator, sheet)) == {2: Verdict.NEW, 3: Verdict.NEW}
    confirmed = a_preview(administrator, sheet, confirmed=[4])
    assert verdicts(confirmed)[4] is Verdict.NEW


def test_the_preview_tells_old_and_new_of_each_field(administrator: Worker) -> None:
    known(administrator)
    line = ";Dupré;Éloïse;14/02/1991;new@example.org;0612345678;"
    (one,) = a_preview(administrator, a_sheet(HEADER, line)).proposals
    assert [(c.column, c.old, c.new) for c in one.changes] == [
        ("email", "eloise@example.org", "new@example.org"),
        ("phone", "", "+33612345678"),
    ]


def test_a_blank_cell_empties_nothing(administrator: Worker) -> None:
    known(administrator)
    taken_in(administrator, HEADER, "M-00001;Dupré;;;;;")
    with administrator.database.reading() as session:
        key = find_by_number(session, "1")
        assert key is not None
        assert load_record(session, key, BORN).draft.email == "eloise@example.org"


def test_a_change_is_written_searched_and_kept_in_the_journal(administrator: Worker) -> None:
    known(administrator)
    taken_in(administrator, HEADER, "M-00001;Martin;Éloïse;;;;Lyon")
    with administrator.database.reading() as session:
        party = session.query(Party).one()
        assert (party.name, party.sort_name, party.city) == (
            "Éloïse Martin",
            "martin eloise",
            "Lyon",
        )
        assert "martin" in party.search
        assert party.version == 2
        newest = history(session, party.id)[0]
    assert newest.service == "people.import_people"
    assert newest.columns["last_name"] == ("Dupré", "Martin")


def test_a_record_edited_since_the_preview_is_not_overwritten(administrator: Worker) -> None:
    key = a_person(administrator, "Ada", "Essai", email="ada@example.org")
    preview = a_preview(administrator, a_sheet(HEADER, ";Essai;Ada;;ada@example.org;;Lyon"))
    edited = PersonDraft(first_name="Ada", last_name="Essai", email="other@example.org")
    administrator.does(lambda act: correct_person(act, key, edited, seen=1))
    with pytest.raises(StalePreviewError):
        administrator.does(lambda act: import_people(act, preview))


def test_somebody_enrolled_since_the_preview_is_not_enrolled_twice(administrator: Worker) -> None:
    preview = a_preview(administrator, a_sheet(HEADER, ";Essai;Ada;;;;", ";Autre;Bea;;;;"))
    a_person(administrator, "ada", "ESSAI")
    with pytest.raises(StalePreviewError):
        administrator.does(lambda act: import_people(act, preview))


def test_stopping_leaves_nothing(administrator: Worker) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == total:
            raise StoppedError

    preview = a_preview(administrator, a_sheet(HEADER, ";Essai;Ada;;;;"))
    with pytest.raises(StoppedError):
        administrator.does(lambda act: import_people(act, preview, stop))
    with administrator.database.reading() as session:
        assert session.query(Party).count() == 0


def test_a_card_held_by_another_or_given_twice_is_refused(administrator: Worker) -> None:
    a_person(administrator, "Bea", card="04A2")
    sheet = a_sheet("Nom;Carte", "Essai;04A2", "Autre;77", "Encore;77")
    assert set(reasons(a_preview(administrator, sheet))) == {2, 4}


def test_an_archived_record_is_told_when_a_line_would_change_it(administrator: Worker) -> None:
    key = a_person(administrator, "Ada", "Essai", email="ada@example.org")
    administrator.does(lambda act: archive_party(act, key))
    sheet = a_sheet(HEADER, ";Essai;Ada;;ada@example.org;;Lyon")
    assert "was archived on" in reasons(a_preview(administrator, sheet))[2][0]


def test_the_number_of_another_program_alone_proves_nothing(administrator: Worker) -> None:
    admitted(administrator, PersonDraft(last_name="Essai", outside_number="12"))
    sheet = a_sheet("id_adh;nom_adh;prenom_adh", "12;Tout-Autre;Bea")
    assert verdicts(a_preview(administrator, sheet)) == {2: Verdict.NEW}


def test_an_organisation_is_known_by_its_siret_or_its_name(administrator: Worker) -> None:
    an_organisation(administrator, "Atelier Exemple", siret="73282932000074")
    sheet = a_sheet(
        "Raison sociale;SIRET;Ville",
        "Autre nom;73282932000074;Lyon",
        "atelier exemple;35600000000048;Nice",
    )
    assert verdicts(a_preview(administrator, sheet)) == {2: Verdict.CHANGED, 3: Verdict.NEW}


PAID = "Nom adhérent;Prénom adhérent;Nom payeur;Prénom payeur;Email payeur;Date de naissance"


def test_one_payer_of_two_children_is_enrolled_once(administrator: Worker) -> None:
    preview = taken_in(
        administrator,
        PAID,
        "Essai;Zoé;Essai;Ada;ada@example.org;01/02/2014",
        "Essai;Léo;Essai;Ada;ada@example.org;01/02/2016",
        "Essai;Ada;Essai;Ada;ada@example.org;01/02/1986",
    )
    assert (preview.count(Verdict.NEW), preview.payers) == (3, ())
    with administrator.database.reading() as session:
        zoe, leo, ada = (find_by_number(session, str(number)) for number in (1, 2, 3))
        assert zoe
        assert leo
        assert [payer_of(session, zoe), payer_of(session, leo)] == [ada, ada]


def test_a_known_member_who_is_paid_for_now_is_a_change(administrator: Worker) -> None:
    child = a_person(administrator, "Zoé", "Essai", birth_date=date(2014, 2, 1))
    line = "Essai;Zoé;Essai;Ada;ada@example.org;01/02/2014"
    preview = taken_in(administrator, PAID, line)
    assert verdicts(preview) == {2: Verdict.CHANGED}
    assert [change.column for change in preview.proposals[0].changes] == ["payer"]
    with administrator.database.reading() as session:
        assert payer_of(session, child) != child
    assert verdicts(a_preview(administrator, a_sheet(PAID, line))) == {2: Verdict.UNCHANGED}


def test_a_payer_somebody_else_pays_for_is_left_out_and_told(administrator: Worker) -> None:
    ada, bea = a_person(administrator, "Ada", "Essai"), a_person(administrator, "Bea")
    a_household(administrator, bea, ada)
    line = "Essai;Zoé;Essai;Ada;ada@example.org;01/02/2014"
    (one,) = a_preview(administrator, a_sheet(PAID, line)).proposals
    assert one.payer_id is None
    assert "choose who pays by hand" in say(one.notes[0])


def test_the_answer_about_the_newsletter_is_kept_as_a_consent(administrator: Worker) -> None:
    taken_in(administrator, "Nom;Newsletter", "Essai;oui", "Autre;non", "Encore;")
    answers = []
    with administrator.database.reading() as session:
        for number in ("1", "2", "3"):
            key = find_by_number(session, number)
            assert key is not None
            answers.append(load_record(session, key, BORN).allows(ConsentKind.NEWSLETTER))
    assert answers == [True, False, None]


def test_columns_chosen_by_hand_are_remembered_for_the_same_header(administrator: Worker) -> None:
    sheet = a_sheet("Qui;Passwort / password;Quoi", "Essai;secret;a")
    assert readable_titles(sheet) == ["Qui", "Quoi"]
    with pytest.raises(NoNameColumnError):
        a_preview(administrator, sheet)
    chosen = {"Qui": ImportField.LAST_NAME, "Passwort / password": ImportField.PROFESSION}
    administrator.does(partial(remember_columns, sheet=sheet, columns=chosen))
    with administrator.database.reading() as session:
        matching = match_columns(session, a_sheet("QUI;passwort / password;quoi", "Autre;x;b"))
        assert session.query(ImportMatching).count() == 1
    assert (matching.remembered, matching.columns) == (True, {"QUI": ImportField.LAST_NAME})


def test_unknown_titles_are_guessed_from_what_stands_below(administrator: Worker) -> None:
    sheet = a_sheet("A;B;C", "Essai;a@example.org;06 12 34 56 78", "Autre;b@example.org;")
    with administrator.database.reading() as session:
        columns = match_columns(session, sheet).columns
    assert columns == {"B": ImportField.EMAIL, "C": ImportField.PHONE}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Nom;Pr\xc3\xa9nom\r\n",
        bytes(range(256)) * 20,
        b'"Nom";"never closed\r\n' + b"a;b\r\n" * 50,
        b"%PDF-1.7\n" + b"\x00" * 200,
    ],
    ids=["empty", "header only", "binary", "quote never closed", "pdf"],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(DeskError) as refusal:
        parse_sheet("people.csv", data)
    assert say(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_accents_survive_any_encoding_of_the_time(administrator: Worker, encoding: str) -> None:
    text = "Nom;Prénom;Ville\r\n" + "Lefèvre;Zoé;Saint-Étienne\r\n" * 3
    sheet = parse_sheet("people.csv", text.encode(encoding))
    assert a_preview(administrator, sheet).proposals[0].name == "Zoé Lefèvre"


@pytest.mark.parametrize("title", ["Nom", "Ville", "Adresse", "E-mail", "Téléphone", "Public"])
def test_a_field_of_200_000_characters_is_a_reason_not_a_crash(
    administrator: Worker, title: str
) -> None:
    other = "Nom" if title != "Nom" else "Ville"
    sheet = a_sheet(f"{title};{other}", f"{'x' * 200_000};Essai")
    preview = a_preview(administrator, sheet)
    assert len(preview.proposals) + len(preview.refused) == 1
    assert all(len(reason) < 1000 for reasons_ in reasons(preview).values() for reason in reasons_)


def test_a_formula_is_kept_as_the_text_it_is(administrator: Worker) -> None:
    preview = a_preview(administrator, a_sheet("Nom;Profession", "Essai;=HYPERLINK(1)"))
    assert preview.proposals[0].columns["profession"] == "=HYPERLINK(1)"


def test_a_second_phone_number_is_told_to_be_left_out(administrator: Worker) -> None:
    lines = ("Essai;0612345678;0477000000", "Autre;0612345678;06 12 34 56 78")
    preview = a_preview(administrator, a_sheet("Nom;GSM;Téléphone", *lines))
    told = [[say(note) for note in one.notes] for one in preview.proposals]
    assert told == [["04 77 00 00 00 is left out: one phone number is kept."], []]


def test_a_foreign_postal_code_that_is_too_long_is_told_not_cut(administrator: Worker) -> None:
    sheet = a_sheet("Nom;Code postal;Pays", f"Essai;{'9' * 301};Belgique")
    (told,) = reasons(a_preview(administrator, sheet)).values()
    assert "301 characters" in "".join(told)


def test_ragged_lines_are_told_beside_the_good_ones(administrator: Worker) -> None:
    preview = a_preview(administrator, a_sheet("Nom;Ville", "Essai;Lyon", "Trop;de;cellules"))
    assert verdicts(preview) == {2: Verdict.NEW}
    assert set(reasons(preview)) == {3}


TITLES = ("Nom", "Prénom", "Raison sociale", "Date de naissance", "E-mail", "Téléphone")
MORE = ("Code postal", "Pays", "Carte", "Nom payeur", "Email payeur", "Montant", "inconnu")
cells = st.one_of(
    st.sampled_from(["", "Essai", "ESSAI", "Zoé", "31/02/1990", "29/02/2000", "4200", "42000"]),
    st.sampled_from(["a@example.org", "0612345678", "pas de téléphone", "M-00001", "-5", "1e9"]),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(rows=[["***", *[""] * 12], ["\U00018cd6", *[""] * 12]])
@given(rows=st.lists(st.lists(cells, min_size=13, max_size=13), min_size=1, max_size=8))
def test_any_sheet_is_taken_or_told_line_by_line(
    administrator: Worker, rows: list[list[str]]
) -> None:
    def quoted(row: Sequence[str]) -> str:
        return ";".join('"' + cell.replace('"', '""') + '"' for cell in row)

    text = "\r\n".join(quoted(row) for row in [(*TITLES, *MORE), *rows])
    try:
        sheet = parse_sheet("people.csv", text.encode())
        preview = a_preview(administrator, sheet)
        administrator.does(lambda act: import_people(act, preview))
    except DeskError:
        return
    assert len(preview.proposals) + len(preview.refused) == len(sheet.rows) + len(sheet.notes)
    again = a_preview(administrator, sheet)
    assert not again.writes
