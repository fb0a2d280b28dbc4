"""The one thread that reads, and how a question that nobody waits for any more is broken off."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeAlias, TypeVar

from fablab_desk.db.database import Database, Query

T = TypeVar("T")
Question: TypeAlias = tuple[int, str]


class Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self.thread = ThreadPoolExecutor(1, "desk-reader")
        self._lock = Lock()
        self._running: tuple[Question, Any] | None = None

    def read(self, question: Question, query: Query[T], fresh: Callable[[], bool]) -> list[T]:
        """The answer, or nothing when a newer question made it stale meanwhile."""
        if not fresh():
            return []
        with self._database.reading() as session:
            driver = session.connection().connection.driver_connection
            with self._lock:
                self._running = (question, driver)
            try:
                return [query(session)]
            except Exception:
                if not fresh():  # broken off on purpose
                    return []
                raise
            finally:
                with self._lock:
                    self._running = None

    def break_off(self, question: Question | None = None) -> None:
        """Interrupt what is being read, if it is that question; without one, whatever it is."""
        with self._lock:
            if self._running and question in (None, self._running[0]):
                driver = self._running[1]
                stop = driver.interrupt if hasattr(driver, "interrupt") else driver.cancel
                stop()

    def close(self) -> None:
        self.thread.shutdown(wait=False, cancel_futures=True)
        self.break_off()
        self.thread.shutdown()
