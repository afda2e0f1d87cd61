"""Who may do what."""

from __future__ import annotations

READER, SUBMITTER, STEWARD, LEAD = "reader", "submitter", "steward", "lead"
ROLES = (READER, SUBMITTER, STEWARD, LEAD)
# who may open a page that asks for a role; a submitter is an outsider, who sees what is handed in and nothing else
MAY = {
    READER: {READER, STEWARD, LEAD},
    SUBMITTER: {SUBMITTER, STEWARD, LEAD},
    STEWARD: {STEWARD, LEAD},
    LEAD: {LEAD},
}
ANYBODY, SIGNED_IN = "anybody", "signed_in"  # pages before signing in, and pages for everybody who is


def home(role: str | None) -> str:
    """The address of the page where somebody of this role starts."""
    return "/indsend" if role == SUBMITTER else "/"


def may(role: str | None, needed: str) -> bool:
    """Whether somebody of this role (None: nobody is signed in) may open a page that asks for ``needed``."""
    if needed == ANYBODY:
        return True
    return role is not None and (needed == SIGNED_IN or role in MAY[needed])
