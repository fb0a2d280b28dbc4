"""What papers say of a bank account, and the code of a transfer read back from one."""

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Block, Code, Facts, Letterhead, Page, Paragraph
from fablab_desk.lab.bank import Account, account_of, how_to_pay, transfer_code
from fablab_desk.lab.models import Carrier

IBAN = "FR7630006000011234567890189"
OURS = Account("Association de l’Établi", IBAN, "AGRIFRPP")
FEE = Decimal("12.30")
needs_a_scanner = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")),
    reason="pdftoppm and zbarimg are installed by packaging/test.sh",
)


def asked(account: Account | None, amount: Decimal = FEE) -> tuple[Block, ...]:
    return how_to_pay("Le Vallon", account, amount, "COTISATION M-00012", "en")


def test_an_iban_is_read_by_four() -> None:
    assert OURS.grouped == "FR76 3000 6000 0112 3456 7890 189"


def test_the_holder_is_the_structure_unless_another_is_named() -> None:
    carrier = Carrier(code="UNIV", name="Université d’Essai", iban=IBAN)
    assert account_of(carrier) == Account("Université d’Essai", IBAN, "")
    carrier.account_holder = "Agent comptable"
    assert account_of(carrier) == Account("Agent comptable", IBAN, "")


def test_a_structure_without_an_iban_has_no_account() -> None:
    assert account_of(Carrier(code="UNIV", name="Université d’Essai", bic="AGRIFRPP")) is None


@needs_a_scanner
def test_the_code_read_from_paper_fills_the_transfer_in_to_the_cent(tmp_path: Path) -> None:
    page = Page(title="Appel", blocks=asked(OURS))
    (tmp_path / "paper.pdf").write_bytes(draw(page, Letterhead(name="Fablab")))
    drawing = ["pdftoppm", "-r", "150", "-png", "-singlefile", "paper.pdf", "paper"]
    subprocess.run(drawing, cwd=tmp_path, check=True)
    read = subprocess.run(
        ["zbarimg", "--raw", "-q", "-Sbinary", "paper.png"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert read.stdout.decode("utf-8").splitlines() == [
        *("BCD", "002", "1", "SCT", "AGRIFRPP", "Association de l’Établi", IBAN, "EUR12.30"),
        *("", "", "COTISATION M-00012"),
    ]


def test_a_round_amount_keeps_its_cents_and_a_long_holder_is_cut() -> None:
    account = Account("Université " * 10, IBAN, "")
    lines = transfer_code(account, Decimal(20), "X" * 200).split("\n")
    assert (lines[4], len(lines[5]), lines[7], len(lines[10])) == ("", 70, "EUR20.00", 140)


def test_without_an_account_there_is_no_code_and_the_other_ways_are_said() -> None:
    blocks = asked(None)
    assert not [one for one in blocks if isinstance(one, Code | Facts)]
    said = [one.text for one in blocks if isinstance(one, Paragraph)]
    assert said == ["At the desk, or by cheque to the order of Le Vallon."]


def test_what_no_transfer_can_carry_has_no_code_but_the_account() -> None:
    blocks = asked(OURS, Decimal(0))
    assert not [one for one in blocks if isinstance(one, Code)]
    assert [one for one in blocks if isinstance(one, Facts)]
