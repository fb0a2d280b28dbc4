"""The form of an article."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import NATURE_TEXTS, VAT_TEXTS, ArticleNature, VatNature
from fablab_desk.catalogue.queries import ArticleRow, list_articles
from fablab_desk.catalogue.service import add_article, correct_article, remove_article
from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo


class ArticleDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: ArticleRow | None = None) -> None:
        title = mark("Correct an article") if known else mark("New article")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Add"))
        self._known = known
        self.add_field("label", mark("Name"), LineField(), required=True)
        self.add_field("code", mark("Code"), LineField(mark("LASER")), required=True)
        natures = [(nature, translate(NATURE_TEXTS[nature])) for nature in ArticleNature]
        self.add_field("nature", mark("Nature"), ChoiceField(natures))
        self.add_field("unit", mark("Unit"), LineField(mark("hour, sheet, piece")))
        usual = (None, translate(mark("The usual one of the lab’s regime")))
        vat = [usual, *((nature, translate(VAT_TEXTS[nature])) for nature in VatNature)]
        self.add_field("vat_nature", mark("VAT"), ChoiceField[VatNature | None](vat))
        self.add_field("account", mark("Account"), LineField(mark("7061, for the accountant")))
        favourite = CheckField(mark("Offered first when money is taken"))
        self.add_field("favourite", mark("Favourite"), favourite)
        self._before = self._draft()
        if known:
            self.fill(known)
            self.add_note(translate(mark("What was charged keeps its name, price and VAT.")))
        else:
            self.add_note(translate(mark("Its price comes next, with “New price”.")))

    def reread(self) -> Query[ArticleRow | None] | None:
        return row_again(self._known, partial(list_articles, archived=True))

    def fill(self, known: ArticleRow) -> None:
        self._known = known
        for name, field in self.fields.items():
            field.set_value(getattr(known, name))
        self._before = self._draft()

    def check(self) -> None:
        _, found = self._draft().checked()
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, draft, key = self._known, self._draft(), self.key
        if known is None:
            return lambda act: add_article(act, key, draft)
        return lambda act: correct_article(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self._draft(), self.key
        if known is not None:
            return Undo(
                self.said(result), lambda act: correct_article(act, known.id, before, after)
            )
        said = translate(mark("“{name}” is offered from now on.")).format(name=after.label)
        return Undo(said, lambda act: remove_article(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The correction of “{name}” is saved.")).format(
            name=self._draft().label
        )

    def _draft(self) -> ArticleDraft:
        said = {name: field.value() for name, field in self.fields.items()}
        return ArticleDraft(**said, carrier_id=self._known.carrier_id if self._known else None)
