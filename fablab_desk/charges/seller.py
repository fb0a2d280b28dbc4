"""Which of the structures that carry the lab makes a sale."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.catalogue.models import Article
from fablab_desk.lab.carriers import carrier_of
from fablab_desk.lab.models import Audience, Carrier
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.models import Party

_OF_PARTY = select(Audience.carrier_id).join(Party, Party.audience_id == Audience.id)
_OF_ARTICLE = select(Article.carrier_id)


def load_seller(session: Session, article_id: UUID | None, party_id: UUID | None) -> Carrier:
    """By the article, else by the audience of whom it is for."""
    article = session.scalars(_OF_ARTICLE.where(Article.id == article_id)).one_or_none()
    audience = session.scalars(_OF_PARTY.where(Party.id == party_id)).one_or_none()
    return load_carrier(session, carrier_of(article, audience))
