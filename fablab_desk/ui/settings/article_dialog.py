"""The form of an article."""

from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import NATURE_TEXTS, VAT_TEXTS, ArticleNature, VatNature
from fablab_desk.catalogue.queries import ArticleRow, list_articles
from fablab_desk.catalogue.service import add_article, correct_article, remove_article
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField
from fablab_desk.ui.settings.carrier_field import Carriers, ask_carrier
from fablab_desk.ui.settings.setting_form import Services, SettingForm

BY_AUDIENCE = mark("By the audience of the buyer")


class ArticleDialog(SettingForm[ArticleRow, ArticleDraft]):
    services = Services[ArticleRow, ArticleDraft](
        partial(list_articles, archived=True), add_article, correct_article, remove_article
    )

    def __init__(
        self, desk: Desk, parent: QWidget, known: ArticleRow | None = None, carriers: Carriers = ()
    ) -> None:
        title = mark("Correct an article") if known else mark("New article")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
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
        ask_carrier(self, carriers, BY_AUDIENCE, known.carrier_id if known else None)
        kept = mark("What was charged keeps its name, price and VAT.")
        self.add_note(translate(kept if known else mark("Its price comes next, with “New price”.")))
        self.begin()

    def check(self) -> None:
        _, found = self.draft().checked()
        if found:
            raise Problems(found)

    def draft(self) -> ArticleDraft:
        carrier_id = self._known.carrier_id if self._known else None
        return ArticleDraft(**{"carrier_id": carrier_id, **self.values()})
