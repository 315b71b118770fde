"""A living standard to reckon with from the first day: a stated default for Fuzhou, unverified, until the union enters the real ones."""

from __future__ import annotations

from typing import Any

from django.db import migrations

FROM_YEAR = 2015
MONTHLY_FEN = 80_000
BASIS = "缺省值，未经核实：800 元/月，请按民政部门公布的标准修改"
REGIONS = (
    "350100",  # for unions that stand in no county
    "350102", "350103", "350104", "350105", "350111", "350112", "350121", "350122", "350123", "350124", "350125",
    "350128", "350181",
)  # fmt: skip


def enter(apps: Any, schema_editor: Any) -> None:
    standard = apps.get_model("aid", "LivingStandard")
    for code in REGIONS:
        standard.objects.get_or_create(
            region_code=code,
            year=FROM_YEAR,
            defaults={"monthly_fen": MONTHLY_FEN, "basis": BASIS, "verified": False},
        )


class Migration(migrations.Migration):
    dependencies = [("aid", "0001_initial")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
