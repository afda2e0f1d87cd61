"""Nothing is told to anyone outside: the telemetry of every package is off."""

from __future__ import annotations

import os

# Read by the packages when they are imported, and by the servers and workers that they start.
TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}

# What an operator may set otherwise. A temporary server takes longer than Prefect's 20 seconds on a busy machine.
COMFORT = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "afrapport",
}


def quiet() -> None:
    """Put the settings into the environment. To be called before Prefect or Great Expectations is imported."""
    os.environ.update(TELEMETRY_OFF)
    for name, value in COMFORT.items():
        os.environ.setdefault(name, value)
