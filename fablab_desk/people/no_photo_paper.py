"""The list of who may not be on a picture, to be printed."""

from collections.abc import Sequence
from datetime import date

from fablab_desk.clock import format_day
from fablab_desk.documents.page import Column, Page, Paragraph, Table
from fablab_desk.i18n import mark, translate
from fablab_desk.people.media import only_shown
from fablab_desk.people.no_photo import NoPhoto, NoPhotoRow


def lay_out_no_photo(rows: Sequence[NoPhotoRow], day: date, language: str) -> Page:
    """For whoever holds the camera; it leaves the lab with nobody."""
    about = translate(
        "Of the members, and of whoever has come today: whoever refused, has not answered, no "
        "longer agrees, or agrees for some places only. To be kept at the desk.",
        language,
    )
    columns = (
        Column(translate("Name", language), share=3),
        Column(translate("Number", language), share=1.2),
        Column(translate("Born on", language), share=1.3),
        Column(translate("Image rights", language), share=3),
    )
    return Page(
        title=translate("No photo", language),
        place_and_date=format_day(day, language),
        language=language,
        blocks=(
            Paragraph(about, quiet=True),
            Table(columns, tuple(_line(row, language) for row in rows)),
        ),
    )


def _line(row: NoPhotoRow, language: str) -> tuple[str, ...]:
    born = format_day(row.birth_date, language, short=True) if row.birth_date else ""
    return (row.name, row.shown_number, born, _why(row, language))


def _why(row: NoPhotoRow, language: str) -> str:
    match row.why:
        case NoPhoto.REFUSED:
            return translate("Refused", language)
        case NoPhoto.UNANSWERED:
            return translate("No answer yet", language)
        case NoPhoto.ENDED:
            day = format_day(row.ended_on, language, short=True) if row.ended_on else ""
            return translate(mark("Agreed until {day}"), language).format(day=day)
        case NoPhoto.PARTLY:
            return only_shown(row.media, language)
