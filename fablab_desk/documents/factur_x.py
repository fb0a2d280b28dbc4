"""The electronic half of an invoice: EN 16931 in CII, its XML and how a PDF holds it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf

from fablab_desk.documents.archive import Attached

LEVEL, NAME = "EN 16931", "factur-x.xml"
PROFILE = "urn:cen.eu:en16931:2017"


def write_xml(said: Mapping[str, Any]) -> bytes:
    """By the business terms of EN 16931 (BT-1, BG-25…); valid by its XSD, or ValueError.

    Sums are checked by whoever worked them out: the XSD knows none. The library's own schematron
    would ask a server, and is left out.
    """
    import facturx

    written: bytes = facturx.generate_xml(
        _plain({**said, "BT-24": PROFILE}),
        flavor="factur-x",
        level="en16931",
        check_xsd=True,
        check_schematron=None,
    )
    return written


def _plain(said: Any) -> Any:
    """Numbers as texts, with the decimals they have: the library would round them by floats."""
    match said:
        case Decimal():
            return f"{said:f}"
        case dict():
            return {key: _plain(value) for key, value in said.items()}
        case list():
            return [_plain(value) for value in said]
    return said


def attached_xml(xml: bytes) -> Attached:
    return Attached(
        name=NAME,
        content=xml,
        media_type="text/xml",
        relationship="Data",
        description="Factur-X",
    )


def find_xml(pdf: bytes) -> bytes | None:
    """What the invoice says to machines; None in any other PDF."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = opened.attachments.get(NAME)
        return found.get_file().read_bytes() if found else None


@cache
def extension() -> bytes:
    """What the XMP of the PDF says of it, with the schema that PDF/A asks for its properties."""
    source = files("facturx") / "xmp" / "Factur-X_extension_schema.xmp"
    text = source.read_text("utf-8")
    begins = text.index("<rdf:Description")
    body = text[begins : text.rindex("</rdf:RDF>")]
    return body.replace(">BASIC<", f">{LEVEL}<").encode()
