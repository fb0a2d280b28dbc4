"""First visits, arrivals and figures of earlier years, from a file."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from cli.bases import rows_of
from cli.conftest import Commands
from fablab_desk.agenda.models import Arrival
from fablab_desk.care.listed import ListKind
from fablab_desk.care.service_listed import remember_list_columns
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.lab.models import EarlierFigure
from fablab_desk.machines.models import Machine
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.people.models import ImportMatching, Party
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.staff.login import own_seat
from fablab_desk.staff.unit import Seat, perform
from fablab_desk.trainings.models import Certification

PEOPLE = (
    "Nom;Prénom;E-mail;Première visite",
    "Exemple;Ada;ada@exemple.fr;",
    "Neuve;Zoé;;03/02/2025",
)


@pytest.fixture
def lab(commands: Commands, tmp_path: Path) -> Commands:
    """With Ada (1), and Zoé (2) who first came on 3 February 2025."""
    assert commands("import", "members", a_file(tmp_path, *PEOPLE)).status == 0
    return commands


def a_file(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def column(commands: Commands, wanted: object) -> list[object]:
    database = Database(f"sqlite:///{commands.place}")
    with database.reading() as session:
        found = list(session.scalars(wanted))  # type: ignore[call-overload]
    database.close()
    return found


FIRST_VISITS = (
    "Nom;Prénom;E-mail;Profession;Première visite",
    "Exemple;Ada;ada@exemple.fr;Menuisière;12/05/2019",
    "Neuve;Zoé;;;01/01/2026",
    "Inconnue;Iris;;;01/01/2020",
    "Exemple;Ada;;;32/01/2020",
)
ARRIVALS = (
    "Date;Numéro;Nom;Prénom;Comptage",
    "04/03/2026;;Exemple;Ada;",
    "04/03/2026;M-00002;;;",
    "04/03/2026;;Exemple;Ada;",
    "05/03/2026;;;;+3",
    "05/03/2026;;Personne;Paul;",
    "05/03/2099;M-00001;;;",
    "05/03/2026;;;;",
)
BALANCES = (
    "Numéro;Date;Libellé;Montant dû;En avance",
    "1;01/02/2026;Découpe;12,50;",
    "2;01/02/2026;Cotisation 2025;7,50;",
    "1;01/02/2026;Trop payé;;3",
    "1;31/02/2026;Découpe;douze;",
)
FIGURES = (
    "Année;Chiffre;Nombre;Source",
    "2019;Members;212;Rapport 2019",
    "2019;machine_hours;1 480,5;",
    "2019;Adhérents;300;",
    "2019;Licornes;3;",
    "1802;Arrivées;3;",
)


def test_a_first_visit_is_noted_where_it_is_earlier_and_nobody_is_enrolled(
    lab: Commands, tmp_path: Path
) -> None:
    told = lab("import", "first-visits", a_file(tmp_path, *FIRST_VISITS))
    assert told.status == 0
    assert told.out == "list.csv: 1 first visit noted, 1 known already, 2 refused lines.\n"
    assert "Line 4: Iris Inconnue is not on file here" in told.err
    days = column(lab, select(Party.first_visit_on).order_by(Party.number))
    assert [str(day) for day in days] == ["2019-05-12", "2025-02-03"]


def test_a_list_of_arrivals_is_noted_line_by_line_and_the_wrong_ones_are_told(
    lab: Commands, tmp_path: Path
) -> None:
    told = lab("import", "arrivals", a_file(tmp_path, *ARRIVALS))
    assert told.out == ("list.csv: 3 lines of arrivals noted, 1 known already, 3 refused lines.\n")
    lines = told.err.splitlines()
    assert lines[0] == "Line 6: Nobody here is “Paul Personne”."
    assert lines[1].startswith("Line 7: ")
    assert lines[2] == "Line 8: This line names nobody, and counts nobody."
    assert column(lab, select(func.sum(Arrival.heads))) == [5]
    again = lab("import", "arrivals", a_file(tmp_path, *ARRIVALS[:4]))
    assert again.out.startswith("list.csv: 0 lines of arrivals noted, 3 known already")


def test_a_list_without_days_is_of_the_day_that_is_given(lab: Commands, tmp_path: Path) -> None:
    file = a_file(tmp_path, "Nom;Prénom", "Exemple;Ada")
    assert lab("import", "arrivals", file).err == ("No column is titled date, jour, day.\n")
    lab("import", "arrivals", file, "--day", "04/03/2026")
    assert [str(day) for day in column(lab, select(Arrival.day))] == ["2026-03-04"]


def test_figures_of_earlier_years_are_taken_over_once(lab: Commands, tmp_path: Path) -> None:
    told = lab("import", "figures", a_file(tmp_path, *FIGURES))
    assert told.out == "list.csv: 2 figures taken over, 0 known already, 3 refused lines.\n"
    assert "Line 4: This figure of that year stands in line 2 too." in told.err
    assert "Line 5: “Licornes” is no figure of the report." in told.err
    assert column(lab, select(func.count()).select_from(EarlierFigure)) == [2]
    again = lab("import", "figures", a_file(tmp_path, *FIGURES[:3], "2019;Members;213;"))
    assert again.out.startswith("list.csv: 0 figures taken over, 2 known already, 1 refused")
    other = lab("import", "figures", a_file(tmp_path, FIGURES[0], "2019;Members;213;"))
    assert "This figure of 2019 is known already: correct it instead." in other.err


def test_balances_are_taken_over_once_and_undone_by_their_code(
    lab: Commands, tmp_path: Path
) -> None:
    told = lab("import", "balances", a_file(tmp_path, *BALANCES))
    assert told.out == "list.csv: 2 balances taken over, 0 known already, 2 refused lines.\n"
    assert "Line 4: €3.00 is in credit" in told.err
    assert column(lab, select(func.sum(Charge.amount))) == [Decimal("20.00")]
    again = lab("import", "balances", a_file(tmp_path, *BALANCES[:3]))
    assert again.out == "list.csv: 0 balances taken over, 2 known already, 0 refused lines.\n"
    listed = lab("import", "list").out
    assert "2 balances taken over" in listed.splitlines()[0]
    undone = lab("import", "undo", listed[:8])
    assert "2 debts are no longer owed" in undone.out
    assert set(column(lab, select(Charge.state))) == {ChargeState.CANCELLED}


@pytest.mark.parametrize("name", ["refused.csv", "refused.xlsx"])
def test_the_refused_lines_are_written_with_their_reasons_to_be_taken_in_again(
    lab: Commands, tmp_path: Path, name: str
) -> None:
    file, kept = a_file(tmp_path, *BALANCES), tmp_path / name
    told = lab("import", "balances", file, "--refused", kept)
    assert told.status == 0
    assert told.out.endswith(f"{kept}: 2 refused lines.\n")
    sheet = read_sheet(kept)
    assert list(sheet.header) == [*BALANCES[0].split(";"), "Line", "Why it is refused"]
    assert [row.cells[-2] for row in sheet.rows] == ["4", "5"]
    assert "is in credit" in sheet.rows[0].cells[-1]
    a_file(tmp_path, *BALANCES[:3])
    assert lab("import", "balances", file, "--refused", kept).out.endswith(": 0 refused lines.\n")


def test_refused_lines_never_replace_the_file_they_come_from(lab: Commands, tmp_path: Path) -> None:
    file = a_file(tmp_path, *BALANCES)
    before = rows_of(lab.place)
    told = lab("import", "balances", file, "--refused", file)
    assert (told.status, told.out) == (1, "")
    assert "is the file that is taken in" in told.err
    assert file.read_text("utf-8").splitlines() == list(BALANCES)
    assert rows_of(lab.place) == before


def test_columns_chosen_in_the_window_are_read_the_same_way_on_the_command_line(
    lab: Commands, tmp_path: Path
) -> None:
    file = a_file(tmp_path, "Qui;Quand;Combien", "1;01/02/2026;12,50")
    assert lab("import", "balances", file).status == 1
    columns = {"number": "Qui", "day": "Quand", "owed": "Combien"}
    database = Database(f"sqlite:///{lab.place}")
    seat, sheet = own_seat(database, Seat(UUID(int=0), "window", None)), read_sheet(file)
    perform(
        database,
        seat,
        utc_now,
        lambda act: remember_list_columns(act, ListKind.BALANCES, sheet, columns),
    )
    database.close()
    assert "1 balance taken over" in lab("import", "balances", file).out


@pytest.mark.parametrize("kind", ["members", "arrivals", "first-visits", "figures", "balances"])
def test_what_the_command_line_read_is_remembered_for_the_window(
    lab: Commands, tmp_path: Path, kind: str
) -> None:
    lines = {
        "members": ("Nom;Prénom", "Autre;Paul"),
        "arrivals": ARRIVALS,
        "first-visits": FIRST_VISITS,
        "figures": FIGURES,
        "balances": BALANCES,
    }[kind]
    digest = header_digest(read_sheet(a_file(tmp_path, *lines)), "" if kind == "members" else kind)
    known = select(ImportMatching.header_digest)
    lab("import", kind, a_file(tmp_path, *lines), "--dry-run")
    assert digest not in column(lab, known)
    lab("import", kind, a_file(tmp_path, *lines))
    assert digest in column(lab, known)


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("first-visits", FIRST_VISITS),
        ("arrivals", ARRIVALS),
        ("figures", FIGURES),
        ("balances", BALANCES),
    ],
)
def test_a_trial_tells_the_same_and_writes_nothing(
    lab: Commands, tmp_path: Path, kind: str, lines: tuple[str, ...]
) -> None:
    file = a_file(tmp_path, *lines)
    before = rows_of(lab.place)
    tried = lab("import", kind, file, "--dry-run")
    assert rows_of(lab.place) == before
    done = lab("import", kind, file)
    assert done.out.strip() in tried.out
    assert tried.err == done.err


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(
    lab: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        lab("import", "unicorns", "x.csv")
    said = capsys.readouterr().err
    for kind in ("members", "first-visits", "arrivals", "figures"):
        assert kind in said


def test_certifications_are_taken_over_from_a_file(lab: Commands, tmp_path: Path) -> None:
    commands = lab
    database = Database(f"sqlite:///{commands.place}")
    with database.writing() as session:
        session.add(
            Machine(
                code="LASER",
                name="Laser",
                sort_name="laser",
                tag="9000000000000000001",
                commissioned_on=date(2020, 1, 1),
            )
        )
    database.close()
    file = a_file(
        tmp_path,
        "Nom;Prénom;Machine;Habilité le;Formateur",
        "Exemple;Ada;Laser;12/03/2025;Samira",
        "Neuve;Zoé;Licorne;12/03/2025;Samira",
        "Neuve;Zoé;Laser;12/03/2099;Samira",
    )
    tried = lab("import", "certifications", file, "--dry-run")
    assert tried.status == 0
    assert column(lab, select(Certification.granted_by)) == []
    told = lab("import", "certifications", file)
    assert told.out == ("list.csv: 1 certification taken over, 0 known already, 2 refused lines.\n")
    assert "Licorne" in told.err
    assert "day to come" in told.err
    assert column(lab, select(Certification.granted_by)) == ["Samira"]
    again = lab("import", "certifications", file)
    assert "0 certifications taken over, 1 known already" in again.out
