"""The parts from the lab's stock that a repair or a maintenance takes."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID

from fablab_desk.i18n import mark, translate
from fablab_desk.machines.upkeep_drafts import PartDraft
from fablab_desk.money import plain_decimal
from fablab_desk.overview.using import MaterialChoice
from fablab_desk.ui.fields import ChoiceField, DecimalField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or

ROWS = 4
ONE = Decimal(1)


class PartRows:
    """Lines of a form, each shown once the one before it is used; none where nothing is kept."""

    def __init__(self, form: FormDialog, materials: Sequence[MaterialChoice]) -> None:
        self._form = form
        self.rows: list[tuple[ChoiceField[UUID | None], DecimalField]] = []
        choices: list[tuple[UUID | None, str]] = [(None, translate(mark("No part")))]
        for one in materials:
            left = f"{plain_decimal(one.left)} {one.unit}".strip() if one.left is not None else ""
            said = translate(mark("{label} ({left} left)"))
            choices.append((one.id, said.format(label=one.label, left=left) if left else one.label))
        for place in range(ROWS if materials else 0):
            article: ChoiceField[UUID | None] = ChoiceField(choices)
            quantity = DecimalField(0, "", mark("Quantity"))
            form.add_row(
                mark("Part"),
                [
                    (f"parts.{place}", mark("Part"), article),
                    (f"part_quantity.{place}", mark("Quantity"), quantity),
                ],
            )
            self.rows.append((article, quantity))
            if place:
                form.show_row(f"parts.{place}", False)
            article.changed.connect(partial(self._offer_next, place))

    def value(self) -> tuple[PartDraft, ...]:
        """Without a quantity it is one."""
        return tuple(
            PartDraft(article_id=key, quantity=read_or(quantity, ONE) if quantity.text() else ONE)
            for article, quantity in self.rows
            if (key := article.value())
        )

    def _offer_next(self, place: int) -> None:
        if place + 1 < len(self.rows) and self.rows[place][0].value():
            self._form.show_row(f"parts.{place + 1}", True)
