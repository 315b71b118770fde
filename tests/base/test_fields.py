"""Encrypted columns: sealed in the database, silent everywhere else, opened on request."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.template import Context, Engine
from django.test.utils import isolate_apps

from niangjia.base.crypto import kid_of
from niangjia.base.errors import CannotUnseal
from niangjia.base.fields import EncryptedTextField, Sealed, sealer
from niangjia.base.rotation import outdated, reseal, rotate

pytestmark = pytest.mark.django_db
PHONE = "13800004417"


@pytest.fixture(autouse=True)
def own_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")


@pytest.fixture
def secret() -> Iterator[Any]:
    with isolate_apps("niangjia.base"):

        class Secret(models.Model):
            pk = models.CompositePrimaryKey("owner", "id")
            owner = models.IntegerField(default=1)
            id = models.IntegerField()
            phone = EncryptedTextField(null=True)
            other = EncryptedTextField(null=True)
            shared = EncryptedTextField(null=True, domain="bank")
            shared_too = EncryptedTextField(null=True, domain="bank")

            class Meta:
                app_label = "base"
                db_table = "base_test_secret"

        with connection.schema_editor() as editor:
            editor.create_model(Secret)
        yield Secret


def stored(column: str, number: int = 1) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from base_test_secret where id = %s", [number])
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


def test_the_database_holds_no_plain_text(secret: Any) -> None:
    secret.objects.create(id=1, phone=PHONE)
    assert PHONE.encode() not in (stored("phone") or b"")
    assert secret.objects.get(id=1).phone.reveal() == PHONE


def test_absent_is_not_empty(secret: Any) -> None:
    secret.objects.create(id=1, phone="", other=None)
    row = secret.objects.get(id=1)
    assert row.other is None
    assert stored("other") is None
    assert row.phone is not None
    assert row.phone.reveal() == ""
    assert secret.objects.filter(other__isnull=True).count() == 1


def test_a_value_shows_only_dots(secret: Any) -> None:
    one = secret(id=1, phone=PHONE)
    for value in (one.phone, secret.objects.create(id=1, phone=PHONE).phone):
        assert isinstance(value, Sealed)
        assert PHONE not in f"{value} {value!r} {vars(one)}"
        assert Engine().from_string("{{ v }}").render(Context({"v": value})) == "••••"
        assert value.masked("phone") == "138••••4417"
        with pytest.raises(TypeError):
            json.dumps({"v": value}, cls=DjangoJSONEncoder)
        with pytest.raises(TypeError):
            pickle.dumps(value)
        assert copy.deepcopy(value).reveal() == PHONE


def test_updates_seal_too(secret: Any) -> None:
    secret.objects.bulk_create([secret(id=n, phone=None) for n in (1, 2, 3)])
    secret.objects.filter(id=1).update(phone="1")
    two, three = secret.objects.get(id=2), secret.objects.get(id=3)
    two.phone = "2"
    two.save(update_fields=["phone"])
    three.phone = "3"
    secret.objects.bulk_update([three], ["phone"])
    assert [row.phone.reveal() for row in secret.objects.order_by("id")] == ["1", "2", "3"]
    assert [s.reveal() for s in secret.objects.order_by("id").values_list("phone", flat=True)] == ["1", "2", "3"]
    assert secret.objects.defer("phone").get(id=3).phone.reveal() == "3"


def test_a_sealed_value_moved_by_sql_does_not_open(secret: Any) -> None:
    secret.objects.create(id=1, phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("update base_test_secret set other = phone")
    with pytest.raises(CannotUnseal, match=r"base_test_secret\.other"):
        secret.objects.get(id=1).other.reveal()


def test_columns_of_one_domain_share_their_values(secret: Any) -> None:
    secret.objects.create(id=1, shared=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("update base_test_secret set shared_too = shared")
    assert secret.objects.get(id=1).shared_too.reveal() == PHONE


def test_a_value_given_to_another_column_is_sealed_anew(secret: Any) -> None:
    one = secret.objects.create(id=1, phone=PHONE)
    one.other = one.phone
    one.save(update_fields=["other"])
    assert secret.objects.get(id=1).other.reveal() == PHONE


def test_rows_may_enter_by_sql_with_the_columns_sealer(secret: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into base_test_secret (owner, id, phone) values (1, 1, %s)", [sealer(secret, "phone")(PHONE)]
        )
    assert secret.objects.get(id=1).phone.reveal() == PHONE


def test_searching_a_sealed_column_is_refused(secret: Any) -> None:
    with pytest.raises(FieldError, match="blind_index"):
        secret.objects.filter(phone=PHONE).exists()


def test_bytes_are_not_taken_for_text(secret: Any) -> None:
    with pytest.raises(TypeError):
        secret(id=1, phone=PHONE.encode())


def test_a_migration_knows_the_domain(secret: Any) -> None:
    assert secret._meta.get_field("shared").deconstruct()[3]["domain"] == "bank"
    assert "domain" not in secret._meta.get_field("phone").deconstruct()[3]


def test_reseal_brings_every_row_to_the_new_key_and_can_be_repeated(secret: Any) -> None:
    secret.objects.bulk_create([secret(id=n, phone=str(n), other=None if n % 2 else "x") for n in range(1, 8)])
    kid = rotate()
    secret.objects.create(id=9, phone="9")
    assert outdated(secret) == 7
    assert reseal(secret, batch=3) == 7
    assert (outdated(secret), reseal(secret)) == (0, 0)
    assert {kid_of(stored("phone", n) or b"") for n in range(1, 8)} == {kid}
    assert [row.phone.reveal() for row in secret.objects.order_by("id")] == ["1", "2", "3", "4", "5", "6", "7", "9"]
    assert secret.objects.get(id=2).other.reveal() == "x"


def test_no_encrypted_column_of_the_house_shows_in_a_default_or_an_index() -> None:
    for model in apps.get_models():
        sealed = {field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)}
        indexed = {name for index in model._meta.indexes for name in index.fields}
        assert not sealed & indexed
