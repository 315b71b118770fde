"""What other packages may read of unions in SQL. Account numbers do not leave through a view."""

from __future__ import annotations

from django.db import migrations

UNION = """
create view unions_v_union as
select u.id, u.parent_id, u.path, u.level, u.kind, u.name, u.short_name, u.region_code, u.employer_id,
       u.founded_on, u.dissolved_on, a.id is not null as has_account
from unions_union u left join unions_account a on a.union_id = u.id
"""
ENTERPRISE = """
create view unions_v_enterprise as
select id, uscc, name, status, industry, region_code, state_controlled, public_body from unions_enterprise
"""


class Migration(migrations.Migration):
    dependencies = [("unions", "0001_initial")]

    operations = [
        migrations.RunSQL(UNION, "drop view unions_v_union"),
        migrations.RunSQL(ENTERPRISE, "drop view unions_v_enterprise"),
    ]
