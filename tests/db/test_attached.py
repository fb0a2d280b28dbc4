from hashlib import sha256

import pytest
from sqlalchemy import text

from fablab_desk.db.database import Database
from fablab_desk.files import AlteredAttachmentError, MissingAttachmentError

PHOTO = b"\x89PNG photo"
DIGEST = sha256(PHOTO).hexdigest()


def test_what_one_desk_keeps_on_a_server_every_other_sees(server_database: Database) -> None:
    files = server_database.attachments
    assert files.keep(PHOTO) == files.keep(PHOTO) == DIGEST
    other = Database(server_database.engine.url)
    assert other.attachments.read(DIGEST) == PHOTO
    assert other.attachments.wrong([DIGEST]) == []
    other.close()


def test_a_file_kept_while_an_act_writes_is_there_even_if_the_act_is_given_up(
    server_database: Database,
) -> None:
    def give_up() -> None:
        with server_database.writing():
            server_database.attachments.keep(PHOTO)
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    assert server_database.attachments.read(DIGEST) == PHOTO


def test_what_is_gone_or_altered_on_the_server_is_told(server_database: Database) -> None:
    files = server_database.attachments
    files.keep(PHOTO)
    with server_database.writing() as session:
        session.execute(text("UPDATE attached_files SET content = 'other'"))
    kinds = {type(error) for error in files.wrong([DIGEST, sha256(b"").hexdigest()])}
    assert kinds == {AlteredAttachmentError, MissingAttachmentError}
