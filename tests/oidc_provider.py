"""An OpenID Connect provider of our own for tests: a real server with keys, codes and tokens, and ways to misbehave."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "afrapport", "en hemmelighed: med kolon"


@dataclass
class LocalProvider:
    """``claims`` is what it says about whoever comes; ``spoil`` changes a token's claims before they are signed.

    ``sign`` makes the token; ``about`` overrides what it says about itself; ``token_status`` and ``token_headers``
    change the answer that carries the token.
    """

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "name": "Ida Udbyder", "roles": ["steward"]})
    spoil: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    sign: Callable[[dict[str, Any]], object] | None = None
    about: dict[str, Any] = field(default_factory=dict)
    token_status: int = 200
    token_headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> LocalProvider:
        self.key, self.codes = new_key("first"), {}
        self.shown = [self.key]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": self}))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def consent(self, address: str) -> str:
        """Somebody says yes at the address that the app sent them to; returns where they are sent back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What is given for a code: once, to the client with its secret and the verifier of the one who began."""
        if authorization != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        made = urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or made != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        said = self.spoil(claims | self.claims)
        signed = self.sign(said) if self.sign else signed_with(self.key, said)
        return self.token_status, {"access_token": "a", "token_type": "Bearer", "id_token": signed}

    def document(self) -> dict[str, Any]:
        """What it says about itself."""
        places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer} | {n: self.issuer + path for n, path in places.items()} | self.about


@cache
def new_key(name: str, _whose: str = "of the provider") -> RSAKey:
    """A key pair; the same one for the same name, since to make one takes half a second."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def signed_with(key: RSAKey, claims: dict[str, Any], **header: str) -> str:
    """A token."""
    return jwt.encode({"alg": "RS256", "kid": key.kid or ""} | header, claims, key)


class _Handler(BaseHTTPRequestHandler):
    provider: LocalProvider

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.provider.asked.append(path)
        if path == "/authorize":
            self._send(302, None, {"Location": self.provider.consent(self.path)})
        elif path == "/.well-known/openid-configuration":
            self._send(200, self.provider.document())
        elif path == "/keys":
            self._send(200, {"keys": [key.as_dict(private=False) for key in self.provider.shown]})
        else:
            self._send(404, {})

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        given = b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        status, answer = self.provider.token(form, unquote(given))
        self._send(status, answer, self.provider.token_headers)

    def _send(self, status: int, content: dict[str, Any] | None, headers: dict[str, str] | None = None) -> None:
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing."""
