"""Jobs that pages start and follow."""

from __future__ import annotations

from niangjia.base.jobs import periodic, task
from niangjia.web.console.workbooks import read_in_job, sweep_uploads


@task("web.import_workbook")
def import_workbook(upload_id: str, kind: str, person_id: str, apply: bool) -> None:
    """Read a long workbook that an officer uploaded; her page follows it."""
    read_in_job(upload_id=upload_id, kind=kind, person_id=person_id, apply=apply)


@periodic("40 17 * * *", "web.sweep_uploads")
def clear_uploads() -> None:
    """Workbooks that officers uploaded a week ago."""
    sweep_uploads()
