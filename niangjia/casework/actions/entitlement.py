"""The verdict at the moment of a decision."""

from __future__ import annotations

from niangjia.casework.actions.work import Work
from niangjia.casework.errors import NotEntitled, NotKnownYet
from niangjia.catalogue import api as catalogue


def require_entitled(work: Work, *, must_know: bool) -> None:
    """A "no" stops every signature; an "unknown" stops only the last one: until then it may be cleared up."""
    lines = catalogue.explain(
        service=work.case.service, version=work.case.version, subject_id=work.case.subject_id, form=work.case.answers
    )
    pending = any(line.pending for line in lines)  # a source is not believed now: the machine refuses nobody
    missed = [line.because["zh"] for line in lines if line.value is False and not pending]
    if missed:
        raise NotEntitled(criteria="；".join(missed))
    unknown = [line.because["zh"] for line in lines if line.value is None]
    if must_know and unknown:
        raise NotKnownYet(criteria="；".join(unknown))
