"""The digits of a stock label, and where they lead."""

from builders import Worker
from builders.machines import a_machine
from builders.stock import a_level, level_of
from fablab_desk.identifiers import is_tag
from fablab_desk.machines.models import Machine
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.queries import find_by_tag
from fablab_desk.stock.service import archive_level
from fablab_desk.stock.tags import is_stock_tag, tag_of


def test_a_label_leads_to_what_the_lab_keeps_of_the_article_then_to_what_it_sells(
    administrator: Worker,
) -> None:
    used = a_level(administrator, "PLA")
    article = level_of(administrator, used).article_id
    sold = a_level(administrator, store=Store.SALE, article_id=article)
    a_level(administrator, "ABS")
    with administrator.database.reading() as session:
        assert find_by_tag(session, f" {tag_of(article)} ") == used
    administrator.does(lambda act: archive_level(act, used))
    with administrator.database.reading() as session:
        assert find_by_tag(session, tag_of(article)) == sold
    administrator.does(lambda act: archive_level(act, sold))
    with administrator.database.reading() as session:
        assert find_by_tag(session, tag_of(article)) is None


def test_no_label_of_a_machine_and_no_card_is_taken_for_one(administrator: Worker) -> None:
    article = level_of(administrator, a_level(administrator)).article_id
    key = a_machine(administrator)
    with administrator.database.reading() as session:
        machine = session.get_one(Machine, key).tag
        assert [find_by_tag(session, code) for code in (machine, "10000007")] == [None, None]
    assert [is_stock_tag(code) for code in (tag_of(article), machine)] == [True, False]
    assert [is_tag(code) for code in (tag_of(article), machine)] == [False, True]
