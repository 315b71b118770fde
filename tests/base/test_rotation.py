"""A new index key: every package computes its indexes again, and an interrupted change goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from niangjia.base import keyring, rotation
from niangjia.base.crypto import blind_index
from niangjia.base.rotation import Indexer, Reindex

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")


def test_indexes_are_computed_again_under_the_new_key_and_the_old_key_is_forgotten() -> None:
    index = {"13800004417": blind_index("phone", "13800004417")}
    before = dict(index)

    def again(new: Indexer) -> int:
        index.update({value: new("phone", value) for value in index})
        return len(index)

    assert rotation.reindex([Reindex("test.phones", again)]) == {"test.phones": 1}
    assert index != before
    assert index == {"13800004417": blind_index("phone", "13800004417")}
    assert list(keyring.ring().raw["index"]["keys"]) == ["2"]


def test_an_interrupted_change_keeps_the_old_key_and_goes_on_with_the_same_new_one() -> None:
    old = blind_index("phone", "1")
    seen: list[bytes] = []

    def fail(new: Indexer) -> int:
        seen.append(new("phone", "1"))
        if len(seen) == 1:
            raise ZeroDivisionError
        return 1

    with pytest.raises(ZeroDivisionError):
        rotation.reindex([Reindex("test.phones", fail)])
    assert blind_index("phone", "1") == old
    rotation.reindex([Reindex("test.phones", fail)])
    assert seen == [blind_index("phone", "1")] * 2
