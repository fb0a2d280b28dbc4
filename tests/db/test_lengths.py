from collections.abc import Callable

import pytest
from sqlalchemy import Enum, Index, String, UniqueConstraint, func, select

from builders import Worker
from builders.catalogue import an_article
from builders.money import a_charge
from builders.people import a_person
from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article
from fablab_desk.catalogue.service import add_article
from fablab_desk.charges.service import withdraw_charge
from fablab_desk.db.database import Database
from fablab_desk.db.errors import UnkeptTextError
from fablab_desk.db.lengths import LINE, LongTextError
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import AudienceDraft
from fablab_desk.lab.service import add_audience
from fablab_desk.payments.drafts import MethodDraft
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service_methods import add_method
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.models import AuditEntry

LONGEST = 600  # characters of four bytes that PostgreSQL still indexes


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def audience(act: Act, text: str) -> None:
    add_audience(act, new_key(), AudienceDraft(label=text))


def method(act: Act, text: str) -> None:
    add_method(act, new_key(), MethodDraft(label=text, kind=MethodKind.TRANSFER))


def article(act: Act, text: str) -> None:
    draft = ArticleDraft(code="LASER", label=text, nature=ArticleNature.SERVICE)
    add_article(act, new_key(), draft)


@pytest.mark.parametrize("call", [audience, method, article])
def test_a_text_too_long_for_its_column_is_refused_beside_its_field(
    administrator: Worker, call: Callable[[Act, str], None]
) -> None:
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: call(act, "x" * (LINE + 1)))
    ((field, problem),) = refused.value.found
    assert (field, type(problem)) == ("label", LongTextError)
    administrator.does(lambda act: call(act, "x" * LINE))


@pytest.mark.parametrize("text", ["un\0deux", "\ud83d"])
@pytest.mark.parametrize("call", [article, method])  # the second looks its text up first
def test_signs_that_no_engine_keeps_are_refused(
    administrator: Worker, call: Callable[[Act, str], None], text: str
) -> None:
    with pytest.raises(DeskError) as refused:
        administrator.does(lambda act: call(act, text))
    found = getattr(refused.value, "found", [("label", refused.value)])
    assert [(field, type(problem)) for field, problem in found] == [("label", UnkeptTextError)]


def test_a_long_reason_is_refused_and_nothing_is_written(administrator: Worker) -> None:
    key = a_charge(administrator, a_person(administrator))
    entries = select(func.count()).select_from(AuditEntry)
    with administrator.database.reading() as session:
        before = session.scalar(entries)
    with pytest.raises(Problems):
        administrator.does(lambda act: withdraw_charge(act, key, "x" * 4001))
    with administrator.database.reading() as session:
        assert session.scalar(entries) == before
    administrator.does(lambda act: withdraw_charge(act, key, "x" * 4000))


def test_what_was_too_long_before_hinders_no_other_correction(administrator: Worker) -> None:
    key = an_article(administrator)
    articles = BLUEPRINT.metadata.tables["articles"]
    with administrator.database.writing() as session:
        session.execute(articles.update().values(unit="x" * 5000))
    with administrator.database.writing() as session:
        session.get_one(Article, key).favourite = True


def test_no_index_is_over_a_text_that_a_server_could_not_index() -> None:
    for table in BLUEPRINT.metadata.tables.values():
        unique = (one for one in table.constraints if isinstance(one, UniqueConstraint))
        things: list[Index | UniqueConstraint] = [*table.indexes, *unique]
        for thing in things:
            texts = [
                column.info.get("most", LINE)
                for column in thing.columns
                if isinstance(column.type, String) and not isinstance(column.type, Enum)
            ]
            assert sum(texts) <= LONGEST, (table.name, thing.name)
