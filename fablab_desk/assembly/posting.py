"""The papers of an assembly drawn: convocations to post or to mail, the sheet, the figures."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fablab_desk.assembly.document import convocation, mail_text, minutes, sheet, subject
from fablab_desk.assembly.meeting import Addressee, Meeting, SheetLine
from fablab_desk.documents.batch import draw_batch
from fablab_desk.documents.draw import draw
from fablab_desk.documents.mail import Mail, file_name, prepared
from fablab_desk.i18n import translate
from fablab_desk.papers.errors import UnwritableFileError

Told = Callable[[int, int], None]


def draw_convocations(
    meeting: Meeting, to: Sequence[Addressee], language: str, told: Told
) -> bytes:
    """Each with its proxy, in the order of names; `told` may raise to stop."""
    pages = [convocation(meeting, one, language) for one in to]
    title = translate("Convocation", language)
    return draw_batch(pages, meeting.letterhead, title=title, told=told)


def draw_sheet(meeting: Meeting, lines: Sequence[SheetLine], language: str, told: Told) -> bytes:
    return draw(sheet(meeting, lines, language), meeting.letterhead, told=told)


def draw_minutes(meeting: Meeting, lines: Sequence[SheetLine], language: str, told: Told) -> bytes:
    return draw(minutes(meeting, lines, language), meeting.letterhead, told=told)


def write_mails(
    meeting: Meeting, to: Sequence[Addressee], folder: Path, language: str, told: Told
) -> int:
    """An .eml for each who has an e-mail, named by member number; how many were written."""
    said, text, title = (
        subject(meeting, language),
        mail_text(meeting, language),
        translate("Convocation", language),
    )
    reached = [one for one in to if one.email]
    for done, one in enumerate(reached):
        told(done, len(reached))
        paper = draw(convocation(meeting, one, language), meeting.letterhead)
        mail = Mail(
            sender=meeting.sender,
            to=one.email,
            subject=said,
            text=text,
            papers=[(file_name(title, one.name, ending=".pdf"), paper)],
        )
        file = folder / file_name(one.shown_number, one.name, ending=".eml")
        try:
            file.write_bytes(prepared(mail))
        except OSError as error:
            raise UnwritableFileError(file) from error
    return len(reached)
