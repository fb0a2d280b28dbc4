"""Taking over the figures of earlier years, for the report to compare with."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.errors import Problems
from fablab_desk.lab.figures import FigureDraft, GoneFigureError, KnownFigureError
from fablab_desk.lab.models import EarlierFigure
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB, inverse="lab.remove_figure")
def record_figure(act: Act, figure_id: UUID, draft: FigureDraft) -> None:
    """One number for each year and what was counted."""
    if act.session.get(EarlierFigure, figure_id) is None:
        act.session.add(EarlierFigure(id=figure_id, **_checked(act, figure_id, draft)))


@needs(Right.EDIT_LAB, inverse="lab.correct_figure")
def correct_figure(act: Act, figure_id: UUID, draft: FigureDraft, seen: int | FigureDraft) -> None:
    figure = act.session.get(EarlierFigure, figure_id)
    if figure is None:
        raise GoneFigureError
    said = _checked(act, figure_id, draft)
    known = seen if isinstance(seen, int) else asdict(seen.checked(act.day.year)[0])
    correct(act, figure, str(figure.year), said, known)


@needs(Right.EDIT_LAB, inverse="lab.record_figure")
def remove_figure(act: Act, figure_id: UUID) -> FigureDraft | None:
    """What it said, to be recorded again; nothing rests on it but reports to come."""
    figure = act.session.get(EarlierFigure, figure_id)
    if figure is None:
        return None
    act.session.delete(figure)
    return FigureDraft(
        year=figure.year, kind=figure.kind, number=figure.number, source=figure.source
    )


def _checked(act: Act, figure_id: UUID, draft: FigureDraft) -> dict[str, Any]:
    tidy, found = draft.checked(act.day.year)
    same = select(EarlierFigure.id).where(
        EarlierFigure.year == tidy.year,
        EarlierFigure.kind == tidy.kind,
        EarlierFigure.id != figure_id,
    )
    if act.session.scalars(same).first():
        found.append(("kind", KnownFigureError(tidy.year)))
    if found:
        raise Problems(found)
    return asdict(tidy)
