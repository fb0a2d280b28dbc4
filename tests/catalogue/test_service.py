import pytest

from builders import Worker
from builders.catalogue import an_article
from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.queries import ARTICLES, find_article, list_articles, load_article
from fablab_desk.catalogue.service import add_article, archive_article, correct_article
from fablab_desk.catalogue.vat import VatAnswers, usual_vat
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.staff.errors import StaleError

SERVICE, FEE, GOODS = ArticleNature.SERVICE, ArticleNature.MEMBERSHIP_FEE, ArticleNature.GOODS


def test_every_problem_of_an_article_is_told_at_once(treasurer: Worker) -> None:
    draft = ArticleDraft(code="pas un code", label=" ", nature=SERVICE, account="laser")
    with pytest.raises(Problems) as refusal:
        treasurer.does(lambda act: add_article(act, new_key(), draft))
    assert [field for field, _ in refusal.value.found] == ["label", "code", "account"]


def test_a_code_belongs_to_one_article(treasurer: Worker) -> None:
    an_article(treasurer, "LASER")
    with pytest.raises(Problems) as refusal:
        an_article(treasurer, " laser ", "Autre")
    assert [field for field, _ in refusal.value.found] == ["code"]


def test_a_correction_from_an_old_form_is_refused(treasurer: Worker) -> None:
    key = an_article(treasurer)
    new = ArticleDraft(code="LASER", label="Laser CO2", nature=SERVICE)
    other = ArticleDraft(code="LASER", label="Gravure", nature=SERVICE)
    treasurer.does(lambda act: correct_article(act, key, new, seen=1))
    with pytest.raises(StaleError):
        treasurer.does(lambda act: correct_article(act, key, other, seen=1))


def test_an_archived_article_is_no_longer_offered(treasurer: Worker) -> None:
    key = an_article(treasurer)
    treasurer.does(lambda act: archive_article(act, key))
    with treasurer.database.reading() as session:
        assert list_articles(session) == []
        assert find_article(session, "laser") is None
        assert [row.code for row in list_articles(session, SERVICE, archived=True)] == ["LASER"]
        assert ARTICLES.count(session) == 1


def test_without_a_known_regime_an_article_waits_to_be_qualified(treasurer: Worker) -> None:
    key = an_article(treasurer, vat_nature=None)
    with treasurer.database.reading() as session:
        assert load_article(session, key).vat_nature is VatNature.TO_QUALIFY


@pytest.mark.parametrize(
    ("answers", "nature", "expected"),
    [
        (VatAnswers(VatRegime.NON_PROFIT), SERVICE, VatNature.EXEMPT_261_7_1_A),
        (VatAnswers(VatRegime.NON_PROFIT), GOODS, VatNature.EXEMPT_261_7_1_B),
        (VatAnswers(VatRegime.NON_PROFIT), FEE, VatNature.OUT_OF_SCOPE),
        (VatAnswers(VatRegime.NON_PROFIT, True), FEE, VatNature.EXEMPT_261_7_1_A),
        (VatAnswers(VatRegime.FRANCHISE), SERVICE, VatNature.FRANCHISE_293_B),
        (VatAnswers(VatRegime.FRANCHISE, True), FEE, VatNature.FRANCHISE_293_B),
        (VatAnswers(VatRegime.FRANCHISE), FEE, VatNature.OUT_OF_SCOPE),
        (VatAnswers(VatRegime.TAXED), GOODS, VatNature.TAXED_20),
        (VatAnswers(VatRegime.TAXED), ArticleNature.TRAINING, VatNature.TAXED_20),
        (
            VatAnswers(VatRegime.TAXED, trainings_attested=True),
            ArticleNature.TRAINING,
            VatNature.EXEMPT_261_4_4,
        ),
        (VatAnswers(VatRegime.TAXED, True), ArticleNature.DONATION, VatNature.OUT_OF_SCOPE),
        (VatAnswers(None), SERVICE, VatNature.TO_QUALIFY),
        (VatAnswers(None), FEE, VatNature.OUT_OF_SCOPE),
    ],
)
def test_the_answers_about_vat_fill_in_the_nature(
    answers: VatAnswers, nature: ArticleNature, expected: VatNature
) -> None:
    assert usual_vat(answers, nature) is expected
