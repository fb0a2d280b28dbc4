"""A seal read back from a PDF's own description, without a camera."""

from io import BytesIO

from fablab_desk.documents.errors import UnreadablePdfError


def find_seal_text(pdf: bytes) -> str | None:
    """The seal that a PDF carries in its keywords, or None; UnreadablePdfError if it is no PDF."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            kept = str(opened.docinfo.get("/Keywords", ""))
            with opened.open_metadata() as xmp:
                kept = kept or str(xmp.get("pdf:Keywords", ""))
    except (pikepdf.PdfError, ValueError, TypeError):
        raise UnreadablePdfError from None
    return kept or None
