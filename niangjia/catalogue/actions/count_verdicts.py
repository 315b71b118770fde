"""The counts of verdicts up the tree, written anew for everybody: by night, and after a publication."""

from __future__ import annotations

from django.db import connection, transaction

from niangjia.base.locks import advisory
from niangjia.catalogue.registry.definitions import compiled_services
from niangjia.catalogue.rules.counting import counted
from niangjia.catalogue.rules.statements import SUBJECTS


def count_verdicts() -> None:
    """Count the kept bits of all subjects in every union and above it; until the next time the counts stay as of now."""
    with transaction.atomic(), connection.cursor() as cursor:
        advisory("catalogue.count_verdicts")
        for subject in SUBJECTS:
            cursor.execute("delete from catalogue_verdict_count where subject = %s", [subject])
            bits = sorted(compiled_services(subject))
            if bits:
                cursor.execute(
                    "insert into catalogue_verdict_count (subject, path, entitled, unknown)"
                    f" select %s, c.path, c.entitled, c.unknown from ({counted(subject, bits)}) c",
                    [subject],
                )
