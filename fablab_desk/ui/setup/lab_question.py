"""The first question: who the lab is, and where it stands towards VAT."""

from fablab_desk.catalogue.vat import VatAnswers
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField, PhoneField, TextField
from fablab_desk.ui.setup.question import Question

VAT_SENTENCES = (
    (None, mark("I don’t know yet")),
    (VatRegime.NON_PROFIT, mark("Non-profit: no VAT (art. 261-7-1°)")),
    (VatRegime.FRANCHISE, mark("Small turnover: no VAT (art. 293 B)")),
    (VatRegime.TAXED, mark("The lab charges VAT")),
)
IDENTITY = (
    *("legal_form", "address", "postal_code", "city", "email", "phone"),
    *("siret", "rna"),
)


class LabQuestion(Question):
    def __init__(self) -> None:
        super().__init__(
            mark("Who is your lab?"), mark("This stands at the top of what the lab prints.")
        )
        left = self.add_column()
        self.name = self.add_field(
            left, "name", mark("Name of the lab"), LineField(), required=True
        )
        hint = mark("association under the law of 1901")
        self.add_field(left, "legal_form", mark("Legal form"), LineField(hint))
        self.add_field(left, "address", mark("Address"), TextField(2))
        self.add_row(
            left,
            mark("Town"),
            [
                ("postal_code", mark("Postal code"), LineField(mark("Postal code"))),
                ("city", mark("Town"), LineField(mark("Town"))),
            ],
        )
        right = self.add_column()
        self.add_field(right, "email", mark("E-mail"), LineField())
        self.add_field(right, "phone", mark("Phone"), PhoneField())
        self.add_field(right, "siret", mark("SIRET"), LineField(mark("if there is one")))
        self.add_field(right, "rna", mark("RNA"), LineField(mark("if there is one")))
        regimes = [(regime, translate(text)) for regime, text in VAT_SENTENCES]
        self.regime = self.add_field(
            right, "regime", mark("VAT"), ChoiceField[VatRegime | None](regimes)
        )
        access = CheckField(mark("The fee gives access to the machines"))
        self.access = self.add_field(right, "fee_gives_access", mark("Fee"), access)

    def lab_name(self) -> str:
        return translate(mark("My fablab")) if self.skipped else self.name.value()

    def identity(self) -> CarrierDraft:
        """The name of the lab stands for that of its structure, which the settings may change."""
        if self.skipped:
            return CarrierDraft(name="")
        return CarrierDraft(name="", **{name: self.fields[name].value() for name in IDENTITY})

    def vat(self) -> VatAnswers:
        if self.skipped:
            return VatAnswers(None)
        return VatAnswers(self.regime.value(), fee_gives_access=self.access.value())
