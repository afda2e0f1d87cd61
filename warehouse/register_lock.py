"""The efforts register is changed by one at a time; new names wait for that."""

from __future__ import annotations

from sqlalchemy import Connection, text

REGISTER_LOCK = 0x61667261_00000005  # any fixed number will do: "afra" and 5; 1 to 4 are taken


def hold_register(connection: Connection, *, shared: bool = False) -> None:
    """Wait for those who change the register, until the end of the transaction; ``shared``: others may add names too.

    A spelling that comes in while its name is given another meaning would else keep the old one. SQLite lets only one
    transaction write anyhow.
    """
    if connection.dialect.name == "postgresql":
        kind = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        connection.execute(text(f"select {kind}(:key)"), {"key": REGISTER_LOCK})
