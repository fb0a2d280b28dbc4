"""Every kind of invoice by the XSD and by the schematrons of EN 16931 and of France."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from fablab_desk.documents.factur_x import write_xml
from fablab_desk.invoicing.electronic import business_terms
from invoicing.made_up import KINDS, ON

CHECKER = Path(__file__).with_name("schematron.py")
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


def xml_of(name: str) -> bytes:
    return write_xml(business_terms(KINDS[name], "F2026-00042", ON))


def broken(*files: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(CHECKER), *map(str, files)], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_every_kind_keeps_the_rules_of_the_schematrons(tmp_path: Path) -> None:
    files = []
    for place, name in enumerate(KINDS):
        files.append(tmp_path / f"{place:02} {name.replace('/', ' ')}.xml")
        files[-1].write_bytes(xml_of(name))
    assert len(files) >= 15
    assert broken(*files) == ""


def test_a_wrong_sum_is_told_by_the_schematron(tmp_path: Path) -> None:
    file = tmp_path / "wrong.xml"
    file.write_bytes(xml_of("taxed").replace(b">288.00<", b">289.00<"))
    assert "BR-CO" in broken(file)


@pytest.mark.parametrize("name", KINDS)
def test_what_machines_read_is_what_people_are_asked(name: str) -> None:
    said, root = KINDS[name], etree.fromstring(xml_of(name))
    (sums,) = root.iter(f"{RAM}SpecifiedTradeSettlementHeaderMonetarySummation")
    assert Decimal(sums.findtext(f"{RAM}DuePayableAmount", "")) == said.due
    assert Decimal(sums.findtext(f"{RAM}TaxBasisTotalAmount", "")) == said.totals.net
    lines = list(root.iter(f"{RAM}IncludedSupplyChainTradeLineItem"))
    assert len(lines) == len(said.lines)
