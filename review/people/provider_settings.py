"""The provider that people sign in through (OpenID Connect), as the environment names it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from review.roles import LEAD, READER, ROLES, STEWARD, SUBMITTER

HIGHEST_FIRST = (LEAD, STEWARD, READER, SUBMITTER)


class WrongSetting(ValueError):
    """A setting that cannot be used; ``name`` is that of the variable."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """Where people sign in, who we are there, and which of their groups is which of our roles.

    ``role_claim`` is the name of the claim that lists a person's groups; dots lead into claims within claims, as in
    ``realm_access.roles``. ``roles`` gives our role for a group. ``name`` stands on the button.
    """

    issuer: str
    client_id: str
    client_secret: str | None
    role_claim: str
    roles: Mapping[str, str]
    name: str

    def role_of(self, claims: Mapping[str, Any]) -> str | None:
        """The role that lets most be done among those of a person's groups; None where no group gives one."""
        given = {self.roles[group] for group in _groups(claims, self.role_claim) if group in self.roles}
        return next((role for role in HIGHEST_FIRST if role in given), None)


def provider_settings(environment: Mapping[str, str]) -> ProviderSettings | None:
    """The settings ``AFRAPPORT_OIDC_…``; None where none is given. Raises WrongSetting."""
    given = {name: environment.get(f"AFRAPPORT_OIDC_{name}", "").strip() for name in ("ISSUER", "CLIENT_ID")}
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            raise WrongSetting(f"AFRAPPORT_OIDC_{name}")
    if not is_protected(given["ISSUER"]):
        raise WrongSetting("AFRAPPORT_OIDC_ISSUER")
    return ProviderSettings(
        issuer=given["ISSUER"],
        client_id=given["CLIENT_ID"],
        client_secret=environment.get("AFRAPPORT_OIDC_CLIENT_SECRET") or None,
        role_claim=environment.get("AFRAPPORT_OIDC_ROLE_CLAIM") or "roles",
        roles=_roles(environment.get("AFRAPPORT_OIDC_ROLES", "")),
        name=environment.get("AFRAPPORT_OIDC_NAME") or urlsplit(given["ISSUER"]).hostname or given["ISSUER"],
    )


def is_protected(address: str) -> bool:
    """Whether nobody can listen in: https, or a provider on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and _is_here(parts.hostname or "")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _roles(written: str) -> dict[str, str]:
    """``Afrapport-ledere=lead,Afrapport-stewards=steward``; where nothing is written groups are called as our roles."""
    if not written.strip():
        return {role: role for role in ROLES}
    found = {}
    for pair in written.split(","):
        group, _, role = pair.rpartition("=")
        if not group.strip() or role.strip() not in ROLES:
            raise WrongSetting("AFRAPPORT_OIDC_ROLES")
        found[group.strip()] = role.strip()
    return found


def _groups(claims: Mapping[str, Any], name: str) -> list[str]:
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return [group for group in listed if isinstance(group, str)]
