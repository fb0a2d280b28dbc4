"""Noticing that another process wrote, without asking the tables."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import Connection, Engine, text

from fablab_desk.db.cut_off import Footing
from fablab_desk.errors import DeskError

CHANNEL = "fablab_desk"
AGAIN = 5.0  # seconds before a lost server is tried again


class Watch(Protocol):
    def own_unit(self, connection: Connection) -> Any:
        """Leave out what this process writes inside the block."""

    def changed(self) -> bool:
        """Whether another process has written since the last call; never waits."""

    def left(self) -> AbstractContextManager[None]:
        """Let the files be replaced on purpose inside the block and, if it succeeds, after it."""

    def is_cut_off(self) -> bool:
        """Whether the open files are no longer those that stand there; takes microseconds."""

    def refuse_cut_off(self) -> None:
        """A CutOffError where they are not, once what was saved is copied; may take long."""

    def close(self) -> None: ...


def make_watch(engine: Engine, copies: Path | None) -> Watch:
    if engine.dialect.name != "sqlite":
        return ServerWatch(engine)
    return FileWatch(engine, Footing(Path(engine.url.database or ""), copies))


class FileWatch:
    """`PRAGMA data_version` differs on a connection once any other one has committed."""

    def __init__(self, engine: Engine, footing: Footing) -> None:
        self._engine = engine
        self._footing = footing
        self._lock = Lock()
        self._idle: Any = None
        self._seen = 0
        self._news = False

    @contextmanager
    def own_unit(self, connection: Connection) -> Iterator[None]:
        writer: Any = connection.connection.driver_connection
        with self._lock:
            self._look()
        self.refuse_cut_off()
        before = _version(writer)
        yield
        self.refuse_cut_off()  # rather than confirm what was written into a deleted file
        with self._lock:
            news = self._news
            self._look()
            # The writer's own version tells only of others: one slipped in behind our commit.
            self._news = news or _version(writer) != before

    def changed(self) -> bool:
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._look()
            news, self._news = self._news, False
        finally:
            self._lock.release()
        return news

    def left(self) -> AbstractContextManager[None]:
        return self._footing.left()

    def is_cut_off(self) -> bool:
        return self._footing.is_lost()

    def refuse_cut_off(self) -> None:
        with self._lock:
            refusal = self._footing.refusal(self._idle)
        if refusal is not None:
            raise refusal

    def close(self) -> None:
        with self._lock:
            self._footing.leave()
            if self._idle is not None:
                self._idle.close()
                self._idle = None

    def _look(self) -> None:
        with suppress(self._engine.dialect.loaded_dbapi.Error):  # locked: next time
            version = _version(self._connected())
            self._news |= version != self._seen
            self._seen = version

    def _connected(self) -> Any:
        if self._idle is None:
            connection = self._engine.raw_connection()
            self._idle = connection.driver_connection
            connection.detach()
            self._idle.execute("PRAGMA busy_timeout=0").close()
            self._seen = _version(self._idle)
            self._footing.note()
        return self._idle


class ServerWatch:
    """Each unit notifies the others; a thread listens, as a lost server would be waited for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = uuid4().hex
        self._news = Event()
        self._closed = Event()
        self._listener: Thread | None = None

    @contextmanager
    def own_unit(self, connection: Connection) -> Iterator[None]:
        notify = text("SELECT pg_notify(:channel, :name)")
        connection.execute(notify, {"channel": CHANNEL, "name": self._name})
        yield

    def changed(self) -> bool:
        if self._listener is None:
            self._listener = Thread(target=self._stay, name="database-watch", daemon=True)
            self._listener.start()
        news = self._news.is_set()
        self._news.clear()
        return news

    def left(self) -> AbstractContextManager[None]:
        return nullcontext()

    def is_cut_off(self) -> bool:
        return False  # a server keeps its own files

    def refuse_cut_off(self) -> None:
        """Never, for the same reason."""

    def close(self) -> None:
        self._closed.set()

    def _stay(self) -> None:
        while not self._closed.is_set():
            with suppress(DeskError, self._engine.dialect.loaded_dbapi.Error):
                self._listen()
            self._closed.wait(AGAIN)
            self._news.set()  # what was missed meanwhile is not known

    def _listen(self) -> None:
        connection = self._engine.raw_connection()
        listening: Any = connection.driver_connection
        connection.detach()
        try:
            listening.rollback()
            listening.autocommit = True
            listening.execute(f"LISTEN {CHANNEL}")
            while not self._closed.is_set():
                heard = listening.notifies(timeout=0.25)
                if any(notified.payload != self._name for notified in heard):
                    self._news.set()
        finally:
            listening.close()


def _version(connection: Any) -> int:
    cursor = connection.execute("PRAGMA data_version")
    version: int = cursor.fetchone()[0]
    cursor.close()
    return version
