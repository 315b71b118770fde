"""What other packages may read of people in SQL. No private number, sealed or plain, leaves through a view."""

from __future__ import annotations

from django.db import migrations

MEMBERSHIP = """
create view people_v_membership as
select m.person_id, m.id, m.union_id, u.path, u.name as union_name, m.status, m.since, m.until, m.source
from people_membership m join unions_v_union u on u.id = m.union_id
"""
PERSON = """
create view people_v_person as
select id, name, name_masked, id_number_masked, phone_masked, sex, born, employer_name, identified_on
from people_person
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("unions", "0002_views")]

    operations = [
        migrations.RunSQL(MEMBERSHIP, "drop view people_v_membership"),
        migrations.RunSQL(PERSON, "drop view people_v_person"),
    ]
