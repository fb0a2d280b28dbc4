"""Kept papers one after the other in one file, to be printed at once; each is kept as it was."""

from collections.abc import Sequence


def joined(papers: Sequence[bytes]) -> bytes:
    """A copy to be printed: what is kept and sealed are the papers themselves."""
    # Imported late: they would cost the window's start twice its own time.
    from io import BytesIO

    import pikepdf

    whole, file = pikepdf.new(), BytesIO()
    for paper in papers:
        with pikepdf.open(BytesIO(paper)) as one:
            whole.pages.extend(one.pages)
    whole.save(file, static_id=True)
    return file.getvalue()
