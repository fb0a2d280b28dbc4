"""Forgeries of each kind, made as another program would make them, and what the check says."""

import os
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from builders.sheets import DATA
from cli.bases import forge
from cli.conftest import Commands
from fablab_desk.files import AttachmentsFolder
from fablab_desk.papers.models import Paper, PaperCounter
from fablab_desk.payments.models import TillEntry
from fablab_desk.staff.models import AuditDetail, AuditEntry, AuditHead, AuditSubject

PARTS = ("the base", "the journal of acts", "the papers", "the tills")


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo lab has everything that can be forged."""
    from fablab_desk.demo.making import make_demo_at
    from fablab_desk.schema import BLUEPRINT

    place = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    make_demo_at(place, BLUEPRINT, people=12, seed=1)
    return place


@pytest.fixture
def full(demo_file: Path, commands: Commands, tmp_path: Path) -> Commands:
    commands.place = tmp_path / "demo.sqlite"
    shutil.copy(demo_file, commands.place)
    return commands


def test_a_base_in_order_says_so_part_by_part(full: Commands) -> None:
    told = full("check")
    assert (told.status, told.err) == (0, "")
    for part in PARTS:
        assert f"{part}: in order" in told.out


def cut_the_tail(session: Session) -> None:
    last = session.scalars(text("SELECT max(seq) FROM audit_entries")).one()
    session.execute(delete(AuditSubject).where(AuditSubject.seq == last))
    session.execute(delete(AuditDetail).where(AuditDetail.seq == last))
    session.execute(delete(AuditEntry).where(AuditEntry.seq == last))
    before = session.scalars(
        text("SELECT max(hash) FROM audit_entries WHERE seq = :n"), {"n": last - 1}
    ).one()
    session.execute(update(AuditHead).values(seq=last - 1, hash=before))


FORGERIES: dict[str, tuple[Callable[[Session], object], str, str]] = {
    "who did it": (
        lambda s: s.execute(update(AuditEntry).where(AuditEntry.seq == 5).values(account_name="X")),
        "the journal of acts",
        "altered at entry 5",
    ),
    "what was done": (
        lambda s: s.execute(update(AuditDetail).where(AuditDetail.seq == 7).values(changes={})),
        "the journal of acts",
        "altered at entry 7",
    ),
    "a paper's bytes": (
        lambda s: s.execute(text("UPDATE papers SET pdf = x'00' WHERE number LIKE 'A%00001'")),
        "the papers",
        "is no longer what was issued",
    ),
    "a paper's words": (
        lambda s: s.execute(update(Paper).where(Paper.position == 1).values(title="Autre")),
        "the papers",
        "",
    ),
    "a paper gone": (
        lambda s: s.execute(text("DELETE FROM papers WHERE position = 2")),
        "the papers",
        "",
    ),
    "the papers' counter": (
        lambda s: s.execute(update(PaperCounter).values(last=PaperCounter.last + 3)),
        "the papers",
        "does not stand at its last paper",
    ),
    "an amount": (
        lambda s: s.execute(
            text("UPDATE payments SET amount = amount - 100, tendered = tendered - 100")
        ),
        "the tills",
        "",
    ),
    "a cashing gone": (
        lambda s: (
            s.execute(text("PRAGMA defer_foreign_keys = ON")),
            s.execute(text("DELETE FROM allocations")),
        ),
        "the tills",
        "",
    ),
    "the till's journal": (
        lambda s: s.execute(update(TillEntry).where(TillEntry.seq == 3).values(total=Decimal(1))),
        "the tills",
        "",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_each_forgery_is_told_where_it_is(full: Commands, forgery: str) -> None:
    change, part, why = FORGERIES[forgery]
    forge(full.place, change)
    told = full("check")
    assert told.status == 1
    assert f"{part}: not in order" in told.out
    assert why in told.err
    assert "problem" in told.err


def test_guards_that_were_taken_away_are_told_and_put_back(full: Commands) -> None:
    from fablab_desk.db.database import Database
    from fablab_desk.db.opening import url_of

    database = Database(url_of(full.place))
    with database.writing() as session:
        session.execute(text("DROP TRIGGER audit_entries_no_delete"))
    database.close()
    assert "protections" in full("check").err
    assert full("check").err == ""


def test_a_journal_cut_at_its_end_is_told_by_the_head_kept_outside(full: Commands) -> None:
    full("attest", "membership", 1, "--out", Path(full.place).with_name("out.pdf"))
    forge(full.place, cut_the_tail)
    told = full("check")
    assert told.status == 1
    assert "the journal of acts: not in order" in told.out


def test_a_base_put_back_behind_our_back_is_told_and_a_restore_is_not(
    commands: Commands, tmp_path: Path
) -> None:
    place = Path(commands.place)
    commands("backup", tmp_path / "copies")
    (copy,) = (tmp_path / "copies").glob("*.db")
    commands("import", "members", DATA / "members-helloasso.csv")
    kept = tmp_path / "kept.sqlite"
    shutil.copy(place, kept)

    shutil.copy(copy, place)
    told = commands("check")
    assert told.status == 1
    assert "the journal of acts: not in order" in told.out
    commands("import", "members", DATA / "members-galette.csv")
    assert commands("check").status == 1

    shutil.copy(kept, place)
    assert commands("restore", copy).status == 0
    assert commands("check").status == 0


def test_a_copy_opened_elsewhere_casts_no_doubt_on_the_base(
    commands: Commands, tmp_path: Path
) -> None:
    commands("import", "members", DATA / "members-helloasso.csv")
    commands("backup", tmp_path)
    place, (copy,) = commands.place, tmp_path.glob("fablab-*.db")
    commands("import", "members", DATA / "members-fab-manager-example.csv")
    commands.place = copy.rename(tmp_path / "trial.sqlite")
    assert commands("import", "members", DATA / "members-galette.csv").status == 0
    commands.place = place
    assert commands("check").status == 0


def test_files_that_are_no_longer_used_are_counted_and_are_no_fault(full: Commands) -> None:
    files = AttachmentsFolder(Path(f"{full.place}.files"))
    os.utime(files.path(files.keep(b"a photo of before")), (0, 0))
    told = full("check")
    assert (told.status, told.err) == (0, "")
    assert "1 attached file is no longer used" in told.out
    full("backup")
    assert "no longer used" not in full("check").out
