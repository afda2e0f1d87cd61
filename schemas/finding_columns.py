"""The columns of ``bi_finding``, as those of the figure views stand in ``schemas.columns``."""

from __future__ import annotations

from schemas.columns import PROVENANCE, Column
from schemas.report_columns import REPORT_FILE, REPORT_ID

_PLACE = tuple(column for column in PROVENANCE if column.name != "raw_text")

FINDING = (
    Column(
        "finding_id", "integer", "fundets nummer", "the finding's number",
        "Fundets nummer i varehuset", "Number of the finding in the warehouse",
    ),
    REPORT_ID, REPORT_FILE,
    Column("rule", "text", "reglen", "the rule", "Den regel der er brudt", "The rule that was broken"),
    Column(
        "rule_version", "integer", "reglens udgave", "the rule's version",
        "Hvilken udgave af reglen der gjaldt", "Which version of the rule was applied",
    ),
    Column("severity", "text", "alvoren", "the severity", "error eller warning", "error or warning"),
    Column(
        "state", "text", "tilstanden", "the state",
        "open, corrected, accepted, rejected eller obsolete", "open, corrected, accepted, rejected or obsolete",
    ),
    Column(
        "figure", "text", "hvad det gælder", "what it is about",
        "report, status, budget eller indicator", "report, status, budget or indicator",
    ),
    Column("effort", "text", "indsatsen", "the effort", "Indsatsen som fundet gælder", "Effort that it is about"),
    Column("field", "text", "kolonnen", "the column", "Kolonnen som fundet gælder", "Column that it is about"),
    Column("value", "text", "det fundne", "what was found", "Hvad der stod", "What stood there"),
    Column("expected", "text", "det ventede", "what was expected", "Hvad der skulle stå", "What should stand there"),
    Column("message", "text", "beskeden", "the message", "Hvad der er galt, på dansk", "What is wrong, in Danish"),
    Column(
        "how_to_fix", "text", "hvad der skal gøres", "what to do",
        "Hvad der skal gøres, på dansk", "What to do, in Danish",
    ),
    *_PLACE,
    Column(
        "first_seen", "time", "først set", "first seen",
        "Hvornår fundet blev gjort, i UTC", "When it was found, in UTC", "UTC",
    ),
    Column("settled_by", "text", "afgjort af", "settled by", "Hvem der har afgjort fundet", "Who has settled it"),
    Column(
        "settled_at", "time", "afgjort", "settled at",
        "Hvornår fundet blev afgjort, i UTC", "When it was settled, in UTC", "UTC",
    ),
    Column("reason", "text", "begrundelsen", "the reason", "Afgørelsens begrundelse", "Reason of the decision"),
    Column("message_en", "text", "beskeden på engelsk", "the message in English", "Hvad der er galt, på engelsk",
           "What is wrong, in English"),
    Column("how_to_fix_en", "text", "hvad der skal gøres, på engelsk", "what to do, in English",
           "Hvad der skal gøres, på engelsk", "What to do, in English"),
    Column(
        "finding_key", "text", "fundets nøgle", "the finding's key",
        "Fundets navn inden for rapporten; ens fra kørsel til kørsel", "Name of the finding within its report",
    ),
)  # fmt: skip
