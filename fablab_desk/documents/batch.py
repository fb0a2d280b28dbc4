"""Many papers in one file, in the order they are to be printed and posted."""

from collections.abc import Callable, Sequence

from fablab_desk.documents.page import Letterhead, Page


def draw_batch(
    pages: Sequence[Page],
    letterhead: Letterhead,
    *,
    title: str,
    heads: Sequence[Letterhead] = (),
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """All the papers as one PDF/A-3B, each numbering its own sheets; `told` may raise to stop.

    `heads` gives each page a letterhead of its own.
    """
    # Imported late: they would cost the window's start twice its own time.
    from io import BytesIO

    import pikepdf

    from fablab_desk.documents.archive import Described, archive
    from fablab_desk.documents.typeset import typeset

    whole = pikepdf.new()
    for done, page in enumerate(pages):
        told(done, len(pages))
        with pikepdf.open(BytesIO(typeset(page, heads[done] if heads else letterhead).pdf)) as one:
            whole.pages.extend(one.pages)
    told(len(pages), len(pages))
    plain = BytesIO()
    whole.save(plain, static_id=True)
    language, made_at = (pages[0].language, pages[0].made_at) if pages else ("fr", None)
    described = Described(title=title, author=letterhead.name, language=language, made_at=made_at)
    return archive(plain.getvalue(), described)
