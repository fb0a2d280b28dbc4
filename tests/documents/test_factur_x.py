"""An invoice that people and machines read: PDF/A-3B with its XML inside."""

from io import BytesIO
from pathlib import Path

import pikepdf
from facturx import get_facturx_xml_from_pdf
from pikepdf.pdfa import validate_written

from fablab_desk.documents.draw import draw
from fablab_desk.documents.factur_x import attached_xml, extension, find_xml, write_xml
from fablab_desk.documents.page import Letterhead, Page, Paragraph
from fablab_desk.invoicing.electronic import business_terms
from invoicing.made_up import KINDS, ON

FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
KNOWN = 9  # of pikepdf.pdfa, of any schema of one's own: false alarms


def drawn(xml: bytes) -> bytes:
    page = Page(title="Facture", number="F2026-00001", blocks=(Paragraph("Ada 😀 Дружба"),))
    return draw(
        page, Letterhead(name="Lab"), attachments=[attached_xml(xml)], extension=extension()
    )


def test_the_pdf_is_fit_to_be_kept_and_gives_its_xml_back(tmp_path: Path) -> None:
    xml = write_xml(business_terms(KINDS["taxed"], "F2026-00001", ON))
    pdf = drawn(xml)
    assert find_xml(pdf) == xml
    assert drawn(xml) == pdf
    file = tmp_path / "invoice.pdf"
    file.write_bytes(pdf)
    findings = validate_written(file, "3b").findings
    assert len(findings) <= KNOWN, findings
    assert {one.where for one in findings} <= {one.where for one in findings if "fx" in one.message}


def test_the_library_of_others_finds_the_same(tmp_path: Path) -> None:
    xml = write_xml(business_terms(KINDS["exempt"], "F2026-00001", ON))
    name, found = get_facturx_xml_from_pdf(BytesIO(drawn(xml)), check_schematron=False)
    assert (name, found) == ("factur-x.xml", xml)
    with pikepdf.open(BytesIO(drawn(xml))) as pdf, pdf.open_metadata() as said:
        assert said[f"{{{FX}}}ConformanceLevel"] == "EN 16931"
        assert said["pdfaid:part"] == "3"


def test_any_other_pdf_has_none() -> None:
    assert find_xml(draw(Page(title="Reçu"), Letterhead(name="Lab"))) is None
