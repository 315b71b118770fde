"""What others ask of the catalogue within statements of their own: a service's bit, whether anything changed, help to be owed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

SERVICE = "create view catalogue_v_service as select key, bit from catalogue_service"
# Of the versions of the rows themselves, so that no writer can forget to tell. The health of sources is in it: a source that
# is not believed any more changes what follows for a service as a new definition does.
STAMP = """
create view catalogue_v_stamp as
select coalesce(bit_xor(hash_record_extended(row(nr, ctid, xmin), 0)), 0) as stamp from (
    select 0 as nr, ctid, xmin from catalogue_service
    union all select 1, ctid, xmin from catalogue_service_version
    union all select 2, ctid, xmin from catalogue_parameter
    union all select 3, ctid, xmin from catalogue_source_health) s
"""
OWE = """
create function catalogue_owe_help(p_people uuid[], p_records uuid[], p_services text[], p_periods text[])
returns void language sql as $$
  insert into catalogue_help_owed (person_id, id, service, periods)
  select person_id, id, service, p_periods from unnest(p_people, p_records, p_services) as t(person_id, id, service)
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0009_help_owed")]
    operations: ClassVar = [
        migrations.RunSQL(SERVICE, "drop view catalogue_v_service"),
        migrations.RunSQL(STAMP, "drop view catalogue_v_stamp"),
        migrations.RunSQL(OWE, "drop function catalogue_owe_help(uuid[], uuid[], text[], text[])"),
    ]
