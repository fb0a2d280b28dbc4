"""A plain PDF made fit to be kept: PDF/A-3B, with its seal and what is attached to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from fablab_desk.documents.fonts import one_line
from fablab_desk.paths import resources_folder

TOOL = "fablab_desk"


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file inside the PDF; its relationship is one of PDF 2.0's: Data, Source, Alternative…"""

    name: str
    content: bytes
    media_type: str
    relationship: str = "Data"
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Described:
    title: str
    author: str
    language: str
    made_at: datetime | None = None
    keywords: str = ""
    floor: float = 0.0  # points below which each sheet is cut off
    extension: bytes = b""  # RDF descriptions that go into the XMP as they are


def archive(plain: bytes, described: Described, attachments: Sequence[Attached] = ()) -> bytes:
    """The same bytes for the same arguments: what pikepdf.pdfa.save writes bears its own hour."""
    with pikepdf.open(BytesIO(plain)) as pdf:
        for sheet in pdf.pages:
            if Name.Trans in sheet.obj:
                del sheet.obj.Trans
            sheet.mediabox = Array([0, described.floor, *sheet.mediabox.as_list()[2:]])
        pdf.Root.Lang = String(described.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = Name.UseNone
        _intend_srgb(pdf)
        _attach(pdf, attachments, described.made_at)
        _describe(pdf, described)
        out = BytesIO()
        pdf.save(
            out,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


def _intend_srgb(pdf: Pdf) -> None:
    profile = (resources_folder() / "data" / "sRGB.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(profile, N=3, Alternate=Name.DeviceRGB),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, attachments: Sequence[Attached], at: datetime | None) -> None:
    if not attachments:
        return
    names: list[pikepdf.Object] = []
    for attached in sorted(attachments, key=lambda each: each.name):
        size_and_sum = Dictionary(
            Size=len(attached.content),
            CheckSum=String(md5(attached.content, usedforsecurity=False).digest()),
        )
        if at is not None:
            size_and_sum.ModDate = String(_pdf_date(at))
        stream = pdf.make_stream(
            attached.content,
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{attached.media_type}"),
            Params=size_and_sum,
        )
        spec = Dictionary(
            Type=Name.Filespec,
            F=String(attached.name),
            UF=String(attached.name),
            Desc=String(attached.description or attached.name),
            AFRelationship=Name(f"/{attached.relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
        names += [String(attached.name), pdf.make_indirect(spec)]
    pdf.Root.AF = pdf.make_indirect(Array(names[1::2]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))


def _describe(pdf: Pdf, described: Described) -> None:
    info = {
        "/Title": one_line(described.title),
        "/Author": one_line(described.author),
        "/Keywords": described.keywords,
        "/Creator": TOOL,
        "/Producer": TOOL,
    }
    if described.made_at is not None:
        info["/CreationDate"] = info["/ModDate"] = _pdf_date(described.made_at)
    said = {key: String(value) for key, value in info.items() if value}
    pdf.docinfo = pdf.make_indirect(Dictionary(said))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(pdf.docinfo)
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "B"
        xmp["dc:language"] = [described.language]
    if described.extension:
        said_so_far = pdf.Root.Metadata.read_bytes()
        end = said_so_far.rindex(b"</rdf:RDF>")
        pdf.Root.Metadata.write(said_so_far[:end] + described.extension + said_so_far[end:])


def _pdf_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
