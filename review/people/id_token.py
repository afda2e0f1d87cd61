"""Whether what the provider says about a person is from it, for us, for this sign-in, and not too old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

# signed with a key that only the provider has; HS256 would be signed with our own secret, and "none" by nobody
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
CLOCKS_DIFFER = 60  # seconds


class BadToken(Exception):
    """It is not to be believed."""


class UnknownKey(BadToken):
    """It is signed with a key that the provider has not shown us yet, or never will."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must stand in it. ``access_token`` came with it and must fit, where it says so (``at_hash``)."""

    issuer: str
    client_id: str
    nonce: str
    now: datetime
    access_token: str | None = None


def checked(token: str, keys: KeySet, expected: Expected) -> Mapping[str, Any]:
    """The claims of an id_token: signature, issuer, audience, age and nonce are right. Raises BadToken, UnknownKey."""
    try:
        signed = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
    except InvalidKeyIdError as problem:
        raise UnknownKey from problem
    except (JoseError, ValueError) as problem:
        raise BadToken(type(problem).__name__) from problem
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        {
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "sub": {"essential": True},
            "nonce": {"essential": True, "value": expected.nonce},
        },
        {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token},
    )
    try:
        claims.validate(now=int(expected.now.timestamp()), leeway=CLOCKS_DIFFER)
    except (JoseError, TypeError, ValueError) as problem:
        raise BadToken(f"{type(problem).__name__} {getattr(problem, 'claim', '')}".strip()) from problem
    if not all(isinstance(claims[name], str) for name in ("iss", "sub", "nonce")) or not claims["sub"]:
        raise BadToken("sub")
    return claims
