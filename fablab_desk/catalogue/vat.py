"""Which VAT nature an article has, from what was answered about the lab.

Sources: CGI 256, 261-7-1° a and b, 261-4-4°, 293 B.
"""

from dataclasses import dataclass

from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.lab.kinds import VatRegime


@dataclass(frozen=True, slots=True)
class VatAnswers:
    """The three questions: the regime, whether the fee buys something, whether trainings are
    exempt as professional ones (attested under 261-4-4°)."""

    regime: VatRegime | None
    fee_gives_access: bool = False
    trainings_attested: bool = False


BY_REGIME = {
    VatRegime.NON_PROFIT: {
        ArticleNature.SERVICE: VatNature.EXEMPT_261_7_1_A,
        ArticleNature.TRAINING: VatNature.EXEMPT_261_7_1_A,
        ArticleNature.GOODS: VatNature.EXEMPT_261_7_1_B,
        ArticleNature.MEMBERSHIP_FEE: VatNature.EXEMPT_261_7_1_A,
    },
    VatRegime.FRANCHISE: dict.fromkeys(ArticleNature, VatNature.FRANCHISE_293_B),
    VatRegime.TAXED: dict.fromkeys(ArticleNature, VatNature.TAXED_20),
}


def usual_vat(answers: VatAnswers, nature: ArticleNature) -> VatNature:
    """What the set-up fills in; without a known regime it stays to be qualified."""
    if nature is ArticleNature.DONATION:
        return VatNature.OUT_OF_SCOPE
    if nature is ArticleNature.MEMBERSHIP_FEE and not answers.fee_gives_access:
        return VatNature.OUT_OF_SCOPE
    if nature is ArticleNature.TRAINING and answers.trainings_attested:
        return VatNature.EXEMPT_261_4_4
    if answers.regime is None:
        return VatNature.TO_QUALIFY
    return BY_REGIME[answers.regime].get(nature, VatNature.TO_QUALIFY)
