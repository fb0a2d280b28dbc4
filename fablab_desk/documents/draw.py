"""The lab's stationery: a page in, the bytes of its paper out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fablab_desk.documents.page import Letterhead, Page

if TYPE_CHECKING:
    from fablab_desk.documents.archive import Attached


def draw(
    page: Page,
    letterhead: Letterhead,
    *,
    seal_text: str = "",
    attachments: "Sequence[Attached]" = (),
    extension: bytes = b"",
    told: Callable[[int, int], None] | None = None,
) -> bytes:
    """The paper as PDF/A-3B, its seal also in its keywords: same bytes for the same arguments.

    `extension` is what its XMP says of what is attached.
    `told` hears how many of a long table's rows are set, and of how many; it may raise to stop.
    """
    # Imported late: they would cost the window's start twice its own time.
    from fablab_desk.documents.archive import Described, archive
    from fablab_desk.documents.typeset import typeset

    plain = typeset(page, letterhead, told)
    described = Described(
        title=" ".join(part for part in (page.title, page.number) if part),
        author=letterhead.name,
        language=page.language,
        made_at=page.made_at,
        keywords=seal_text,
        floor=plain.floor,
        extension=extension,
    )
    return archive(plain.pdf, described, attachments)


def warm_up() -> None:
    """Load what the first paper of a run needs, so that nobody waits for it at the desk."""
    draw(Page(title="…"), Letterhead(name="…"))
