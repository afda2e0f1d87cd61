"""Talking with the provider that people sign in through: authorization code with PKCE, as Authlib has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import httpx
from authlib.oauth2 import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwk import KeySet

from review.people.id_token import Expected, UnknownKey, checked
from review.people.provider_settings import ProviderSettings, is_protected

SECONDS = 10  # how long the provider may take for an answer
KEPT = timedelta(hours=1)  # for how long what it has said about itself and its keys is believed


class ProviderFails(Exception):
    """The provider cannot be reached, or its answer is none that it may give."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One journey to the provider and back: the secrets that tie its end to its beginning, and where we were going."""

    state: str
    nonce: str
    verifier: str
    to: str


class Provider:
    """A provider; what it says about itself is asked once an hour, its keys also when it uses a new one."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._kept: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def address(self, trip: Trip, back: str, now: datetime) -> str:
        """Where the browser is sent. Raises ProviderFails."""
        return prepare_grant_uri(
            self._endpoint("authorization_endpoint", now),
            client_id=self.settings.client_id,
            response_type="code",
            redirect_uri=back,
            scope="openid profile email",
            state=trip.state,
            nonce=trip.nonce,
            code_challenge=create_s256_code_challenge(trip.verifier),
            code_challenge_method="S256",
        )

    def claims(self, code: str, trip: Trip, back: str, now: datetime) -> Mapping[str, Any]:
        """Who it was, for the code that the browser came back with. Raises ProviderFails, and BadToken."""
        answer = self._exchange(code, trip, back, now)
        expected = Expected(self.settings.issuer, self.settings.client_id, trip.nonce, now, answer.get("access_token"))
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderFails("no id_token")
        try:
            return checked(token, self._keys(now), expected)
        except UnknownKey:  # the provider has changed its keys since they were asked for
            return checked(token, self._keys(now, anew=True), expected)

    def _exchange(self, code: str, trip: Trip, back: str, now: datetime) -> dict[str, Any]:
        address = self._endpoint("token_endpoint", now)
        body = prepare_token_request("authorization_code", redirect_uri=back, code=code, code_verifier=trip.verifier)
        auth = ClientAuth(self.settings.client_id, self.settings.client_secret, self._way(now))
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        address, headers, body = auth.prepare("POST", address, headers, body)
        return _asked(lambda client: client.post(address, headers=headers, content=body))

    def _way(self, now: datetime) -> str:
        """How we say who we are: in the head, where the provider takes that."""
        if self.settings.client_secret is None:
            return "none"
        ways = self._about(now).get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_post" if "client_secret_basic" not in ways else "client_secret_basic"

    def _about(self, now: datetime) -> dict[str, Any]:
        address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self._kept_or_asked(address, now)
        if found.get("issuer") != self.settings.issuer:
            raise ProviderFails("another issuer")
        return found

    def _endpoint(self, name: str, now: datetime) -> str:
        found = self._about(now).get(name)
        if not isinstance(found, str) or not is_protected(found):
            raise ProviderFails(name)
        return found

    def _keys(self, now: datetime, anew: bool = False) -> KeySet:
        found = self._kept_or_asked(self._endpoint("jwks_uri", now), now, anew)
        try:
            return KeySet.import_key_set(found)  # ty: ignore[invalid-argument-type]
        except (KeyError, TypeError, ValueError) as problem:
            raise ProviderFails("keys") from problem

    def _kept_or_asked(self, address: str, now: datetime, anew: bool = False) -> dict[str, Any]:
        with self._lock:
            asked_at, found = self._kept.get(address, (None, {}))
            if asked_at is not None and not anew and now - asked_at < KEPT:
                return found
        found = _asked(lambda client: client.get(address, headers={"Accept": "application/json"}))
        with self._lock:
            self._kept[address] = (now, found)
        return found


def _asked(question: Callable[[httpx.Client], httpx.Response]) -> dict[str, Any]:
    """The answer as JSON. No redirect is followed: a code goes to the address that it was meant for, or nowhere."""
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
            answer = question(client)
        found = answer.json() if answer.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as problem:
        raise ProviderFails(type(problem).__name__) from problem
    if not isinstance(found, dict):
        raise ProviderFails(f"status {answer.status_code}")
    return found
