"""Questions about employers and unions' accounts."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from niangjia.kernel.text import clean_name
from niangjia.unions.models import Enterprise, Union, UnionAccount
from niangjia.unions.models.refs import ENTERPRISE_COLUMNS, AccountRef, EnterpriseRef, UnionRef, first_ref


def enterprises(*, enterprise_ids: Iterable[UUID]) -> dict[UUID, EnterpriseRef]:
    """Many at once; unknown ids are left out."""
    rows = Enterprise.objects.filter(id__in=set(enterprise_ids)).values_list(*ENTERPRISE_COLUMNS)
    return {row[0]: EnterpriseRef(*row) for row in rows}


def enterprises_coded(*, codes: Iterable[str]) -> dict[str, EnterpriseRef]:
    """Employers by unified social credit code."""
    rows = Enterprise.objects.filter(uscc__in=set(codes) - {""}).values_list(*ENTERPRISE_COLUMNS)
    return {row[1]: EnterpriseRef(*row) for row in rows}


def search_enterprises(*, text: str, limit: int = 20) -> list[EnterpriseRef]:
    """Active employers whose name contains ``text``."""
    rows = Enterprise.objects.filter(status="active", name__contains=clean_name(text)).order_by("name")
    return [EnterpriseRef(*row) for row in rows.values_list(*ENTERPRISE_COLUMNS)[:limit]]


def union_of_employer(*, uscc: str = "", enterprise_id: UUID | None = None) -> UnionRef | None:
    """The living union in an employer, if it has one: by its code or its id."""
    living = Union.objects.filter(dissolved_on__isnull=True).order_by("path")
    if enterprise_id is not None:
        return first_ref(living.filter(employer_id=enterprise_id))
    return first_ref(living.filter(employer__uscc=uscc)) if uscc else None


def unions_of_employers(*, codes: Iterable[str]) -> dict[str, UUID]:
    """Code → id of the employer's living union, for whole lists."""
    rows = Union.objects.filter(dissolved_on__isnull=True, employer__uscc__in=set(codes) - {""}).order_by("-path")
    return dict(rows.values_list("employer__uscc", "id"))


def accounts(*, union_ids: Iterable[UUID]) -> dict[UUID, AccountRef]:
    """Where these unions are paid; a union without an account is left out."""
    rows = UnionAccount.objects.filter(union_id__in=set(union_ids)).values_list(
        "union_id", "holder", "bank", "number_masked"
    )
    return {row[0]: AccountRef(*row) for row in rows}


def account_number(*, union_id: UUID) -> str | None:
    """The plain number, for the bank file only. The caller journals that it looked."""
    sealed = UnionAccount.objects.filter(union_id=union_id).values_list("number", flat=True).first()
    return sealed.reveal() if sealed else None
