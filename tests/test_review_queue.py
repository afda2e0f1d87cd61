"""The queue: its order, its filters, its counts, and what one decision does to many."""

from __future__ import annotations

from collections.abc import Callable

from review_site import Client

pytest_plugins = ["databases", "review_app"]


def test_the_queue_opens(client_of: Callable[[str | None], Client]) -> None:
    client = client_of("steward")
    for address in ("/fund", "/fund?q=skole", "/fund?tilstand=settled", "/fund?tilstand=obsolete", "/fund?mine=1", "/fund/ens"):
        answer = client.get(address)
        assert answer.status_code == 200, address
    first = client.get("/fund/naeste")
    assert first.status_code == 303
    import re
    for n in range(1, 60):
        a = client.get(f"/fund/{n}")
        assert a.status_code == 200, (n)
        b = client.get(f"/fund/{n}/spoerg")
        assert b.status_code == 200, (n)
