"""What the demo lab is called, what it sells and how one is a member there."""

from decimal import Decimal
from uuid import UUID

from fablab_desk.care.setup import PlanAnswer, SetUp
from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.vat import VatAnswers
from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.kinds import VatRegime

PUBLIC, STUDENT, PUPIL = "Grand public", "Étudiant", "Scolaire"
SEEKER, MAKER, PROFESSIONAL = "Demandeur d’emploi", "Entrepreneur, créateur", "Professionnel"
ASSOCIATION, TOWN = "Association", "Collectivité"
AUDIENCES = (PUBLIC, STUDENT, PUPIL, SEEKER, MAKER, PROFESSIONAL, ASSOCIATION, TOWN)
PERSON_PLAN, STRUCTURE_PLAN = "Adhésion individuelle", "Adhésion structure"

SOLD = (
    ("PLA10", "Filament PLA, 10 g", ArticleNature.GOODS, "0.50", "10 g"),
    ("CP3", "Contreplaqué peuplier 3 mm, plaque", ArticleNature.GOODS, "5.50", "plaque"),
    ("MUG", "Mug à personnaliser", ArticleNature.GOODS, "6.00", "pièce"),
    ("LASER", "Découpe laser, 10 minutes", ArticleNature.SERVICE, "4.00", "10 min"),
    ("BRODE", "Broderie machine, motif", ArticleNature.SERVICE, "7.50", "motif"),
)


def answers(lab_id: UUID) -> SetUp:
    return SetUp(
        lab_id=lab_id,
        name="Fablab de l’Exemple",
        identity=CarrierDraft(
            name="Association L’Exemple à fabriquer",
            legal_form="association loi 1901",
            address="12 rue du Prototype",
            postal_code="42000",
            city="Saint-Étienne",
            email="bonjour@fablab-exemple.example",
            phone="04 65 71 00 00",
            website="fablab-exemple.example",
            rna="W423000000",
            iban="FR1420041010050500013M02606",
            bic="EXEMFRPP",
        ),
        vat=VatAnswers(VatRegime.NON_PROFIT),
        audiences=AUDIENCES,
        plans=(
            PlanAnswer(
                label=PERSON_PLAN,
                fee=Decimal("20.00"),
                fees={
                    STUDENT: Decimal("12.00"),
                    PUPIL: Decimal("10.00"),
                    SEEKER: Decimal("12.00"),
                },
            ),
            PlanAnswer(label=STRUCTURE_PLAN, fee=Decimal("150.00"), for_organisations=True),
        ),
        offered_months=2,
    )


def articles() -> list[tuple[ArticleDraft, Decimal]]:
    return [
        (
            ArticleDraft(code=code, label=label, nature=nature, unit=unit, favourite=True),
            Decimal(price),
        )
        for code, label, nature, price, unit in SOLD
    ]
