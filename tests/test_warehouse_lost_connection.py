"""PostgreSQL: a connection that is lost anywhere while a report is loaded, and what the next try makes of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from flows import patience
from flows.patience import patiently
from postgres_server import Server, throw_away_server
from schemas.report import CheckedReport
from warehouse.engine import open_warehouse
from warehouse.load import Loaded, load
from warehouse.migrate import upgrade
from warehouse.rows import FactRows
from warehouse_children import whole_report
from warehouse_samples import budget, report, rows, run, seen_by_readers, status, submission, tables_filled

pytest_plugins = ["databases"]

OTHERS = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
# a sequence counts on, whatever becomes of the transaction
SLOW_FIRST_COMMIT = (
    "create sequence commits",
    "create function slow() returns trigger language plpgsql as $$ "
    "begin if nextval('commits') = 1 then perform pg_sleep(30); end if; return null; end $$",
    "create constraint trigger slow after insert on report deferrable initially deferred "
    "for each row execute function slow()",
)


@pytest.fixture
def kept(postgresql_warehouse: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A warehouse opened as a night opens it, without pauses between the tries."""
    monkeypatch.setattr(patience, "PAUSES", (0, 0, 0))
    engine = open_warehouse(postgresql_warehouse.url, keep=True)
    yield engine
    engine.dispose()


def cut(engine: Engine, which: str = "") -> int:
    """End the other connections to a database from outside; how many there were."""
    with open_warehouse(engine.url).connect() as connection:
        return len(connection.execute(text(f"select pg_terminate_backend(pid, 5000) {OTHERS} {which}")).all())


def once(cut_off: Callable[[], object], at: int) -> Callable[..., None]:
    """Cuts off when it is called for the ``at``-th time."""
    calls = [0]

    def called(*_args: Any, **_named: Any) -> None:
        calls[0] += 1
        if calls[0] == at:
            cut_off()

    return called


def loaded_patiently(engine: Engine, run_id: str, checked: CheckedReport) -> Loaded:
    return patiently(lambda: load(engine, submission(run_id), checked))


def same_as_untroubled(engine: Engine, both_engines: list[Engine], checked: CheckedReport) -> None:
    """The warehouse is as if nothing had happened, with exactly one report."""
    untroubled = both_engines[1]
    load(untroubled, submission(run(untroubled)), checked)
    assert seen_by_readers(engine) == seen_by_readers(untroubled)
    assert tables_filled(engine) == tables_filled(untroubled)
    assert len(rows(engine, "report")) == 1


def test_between_any_two_statements(kept: Engine, both_engines: list[Engine]) -> None:
    untroubled, statements, checked = both_engines[1], [], whole_report()
    event.listen(untroubled, "before_cursor_execute", lambda *given: statements.append(given[2]))
    run_ids = run(untroubled), run(kept)
    del statements[:]
    load(untroubled, submission(run_ids[0], "1"), checked)
    number = len(statements)
    assert number >= 10
    for at in range(1, number + 1):
        load(untroubled, submission(run_ids[0], str(at)), checked)
        troubled = open_warehouse(kept.url, keep=True)
        event.listen(troubled, "before_cursor_execute", once(lambda: cut(kept), at))
        told = patiently(lambda e=troubled, c=str(at): load(e, submission(run_ids[1], c), checked))
        troubled.dispose()
        assert (told.already, told.figures_loaded) == (False, 9)
    assert seen_by_readers(kept) == seen_by_readers(untroubled)
    assert tables_filled(kept) == tables_filled(untroubled)
    assert len(rows(kept, "report")) == number


def test_in_the_middle_of_a_copy(kept: Engine, both_engines: list[Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    checked = report(*(status(str(n), effort="Ny Start", remark="Æ" * 500) for n in range(3000)))
    make, fault = FactRows.row, once(lambda: cut(kept), 2000)
    monkeypatch.setattr(FactRows, "row", lambda *given: (fault(), make(*given))[1])
    told = loaded_patiently(kept, run(kept), checked)
    assert (told.already, told.figures_loaded) == (False, 3000)
    same_as_untroubled(kept, both_engines, checked)


def test_before_commit(kept: Engine, both_engines: list[Engine]) -> None:
    run_id, checked = run(kept), whole_report()
    event.listen(kept, "commit", once(lambda: cut(kept), 1))
    assert not loaded_patiently(kept, run_id, checked).already
    same_as_untroubled(kept, both_engines, checked)


def test_during_commit(kept: Engine, both_engines: list[Engine]) -> None:
    run_id, checked = run(kept), whole_report()
    with kept.begin() as connection:
        for statement in SLOW_FIRST_COMMIT:
            connection.execute(text(statement))
    killer = threading.Thread(target=cut_committing, args=(kept,))
    killer.start()
    assert not loaded_patiently(kept, run_id, checked).already
    killer.join(30)
    same_as_untroubled(kept, both_engines, checked)


def cut_committing(engine: Engine) -> None:
    """Cut off a commit that is under way."""
    while not cut(engine, "and query ilike 'commit%' and state = 'active'"):
        time.sleep(0.02)


def test_after_commit_where_nobody_heard_of_it(
    kept: Engine, both_engines: list[Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id, checked, commit = run(kept), whole_report(), kept.dialect.do_commit
    fault = once(lambda: cut(kept), 1)

    def unheard(connection: Any) -> None:
        commit(connection)
        fault()
        connection.execute("select 1")

    monkeypatch.setattr(kept.dialect, "do_commit", unheard)
    told = loaded_patiently(kept, run_id, checked)
    assert (told.already, told.state) == (True, "partial")
    same_as_untroubled(kept, both_engines, checked)


@pytest.fixture
def own_server(postgresql_server: Server) -> Iterator[Server]:
    """A server that may be stopped, and that waits for the disk."""
    with throw_away_server(postgresql_server.programs, fsync=True) as server:
        yield server


@pytest.mark.parametrize("at", [1, 6, 10])
def test_a_server_that_is_killed_and_comes_back(
    own_server: Server, both_engines: list[Engine], monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    engine, checked = open_warehouse(own_server.new_database(), keep=True), whole_report()
    upgrade(engine)
    run_id, pauses = run(engine), []
    event.listen(engine, "before_cursor_execute", once(own_server.stop, at))
    # the second try comes while the server is still away, the third when it is back
    monkeypatch.setattr(patience, "sleep", lambda s: (pauses.append(s), len(pauses) == 2 and own_server.start()))
    loaded_patiently(engine, run_id, checked)
    assert pauses == [1.0, 5.0]
    same_as_untroubled(engine, both_engines, checked)
    engine.dispose()


def test_what_is_refused_is_not_tried_again(kept: Engine) -> None:
    tries = []
    with pytest.raises(IntegrityError):
        patiently(lambda: (tries.append(1), load(kept, submission("no such run"), report(budget("1")))))
    assert len(tries) == 1


def test_a_server_that_stays_away_is_told_at_last(kept: Engine) -> None:
    away = open_warehouse("postgresql://postgres@/x?host=/nowhere")
    tries = []
    with pytest.raises(DBAPIError):
        patiently(lambda: (tries.append(1), load(away, submission("x"), whole_report())))
    assert len(tries) == 4
