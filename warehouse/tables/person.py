"""The people of the review app, and who is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.tables.base import Base, one_of
from warehouse.tables.types import UtcTime, surrogate_key


class Person(Base):
    """Somebody who may sign in: with a password (``password_hash``, argon2), or through a provider (``subject``).

    ``shortcuts``: whether single keys do something. Nobody is deleted, since decisions name people: they are made
    inactive.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("login"),
        UniqueConstraint("subject"),
        one_of("role", "reader", "submitter", "steward", "lead"),
    )

    person_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    login: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    language: Mapped[str | None] = mapped_column(Text)
    shortcuts: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PersonSession(Base):
    """One sign-in, until it ends. Only the SHA-256 of the cookie's value is kept, so that a copy opens nothing."""

    __tablename__ = "person_session"
    __table_args__ = (Index(None, "person_id"),)

    token_hash: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.person_id"))
    csrf_token: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class SignInAttempt(Base):
    """A try to sign in with a password, so that guessing can be slowed down."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "login", "tried_at"), Index(None, "address", "tried_at"))

    attempt_id: Mapped[int] = mapped_column(surrogate_key(), primary_key=True)
    login: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    tried_at: Mapped[datetime] = mapped_column(UtcTime)
    succeeded: Mapped[bool]
