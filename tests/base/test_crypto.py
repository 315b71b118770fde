"""Sealing, indexing, and the ring of keys."""

from __future__ import annotations

import stat
from pathlib import Path

import gmalg
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from niangjia.base import keyring
from niangjia.base.crypto import blind_index, blind_index_many, kid_of, seal, seal_many, sm3_hex, unseal, unseal_many
from niangjia.base.errors import CannotUnseal, KeyUnknown
from niangjia.base.rotation import rotate

NUMBER = "350102199206176837"


@pytest.fixture
def own_ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "NIANGJIA_KEYS", tmp_path / "keys")
    return tmp_path / "keys" / "ring.json"


@given(st.text(), st.binary(max_size=40))
def test_every_text_comes_back(text: str, aad: bytes) -> None:
    assert unseal(seal(text, aad=aad), aad=aad) == text


def test_the_same_text_never_looks_the_same() -> None:
    assert seal(NUMBER) != seal(NUMBER)
    assert NUMBER.encode() not in seal(NUMBER)


def test_any_changed_byte_is_noticed() -> None:
    sealed = seal(NUMBER, aad=b"people_person.phone")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((CannotUnseal, KeyUnknown)):
            unseal(bytes(changed), aad=b"people_person.phone")


def test_a_value_opens_only_where_it_belongs() -> None:
    with pytest.raises(CannotUnseal):
        unseal(seal(NUMBER, aad=b"people_person.phone"), aad=b"people_person.bank_card")


@pytest.mark.parametrize("cut", [b"", b"\x01", seal.__name__.encode(), b"\x02" * 40])
def test_other_bytes_are_no_sealed_value(cut: bytes) -> None:
    with pytest.raises(CannotUnseal):
        unseal(cut)


def test_batches_agree_with_single_calls() -> None:
    values = ["a", None, ""]
    assert unseal_many(seal_many(values, aad=b"x"), aad=b"x") == values
    assert blind_index_many("phone", values) == [blind_index("phone", "a"), None, blind_index("phone", "")]


def test_an_index_finds_the_value_and_keeps_kinds_apart() -> None:
    assert blind_index("phone", "13800004417") == blind_index("phone", "13800004417")
    assert len(blind_index("phone", "13800004417")) == 32
    assert blind_index("phone", "1") != blind_index("id_number", "1")


def test_sm3_is_the_standards() -> None:
    assert sm3_hex(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    oracle = gmalg.SM3()
    oracle.update(b"\xe5\xa8\x98" * 999)
    assert sm3_hex(b"\xe5\xa8\x98" * 999) == oracle.value().hex()


def test_the_ring_is_made_once_and_for_its_owner_alone(own_ring: Path) -> None:
    sealed = seal(NUMBER)
    before = own_ring.read_bytes()
    assert unseal(sealed) == NUMBER
    assert own_ring.read_bytes() == before
    assert stat.S_IMODE(own_ring.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_ring.parent.stat().st_mode) == 0o700
    assert [path.name for path in own_ring.parent.iterdir()] == ["ring.json"]


def test_after_a_rotation_new_values_use_the_new_key_and_old_ones_open(own_ring: Path) -> None:
    old = seal(NUMBER)
    assert rotate() == 2
    assert (kid_of(old), kid_of(seal(NUMBER))) == (1, 2)
    assert unseal(old) == NUMBER
    assert blind_index("phone", "1") == blind_index("phone", "1")


def test_a_rotation_by_another_process_is_seen_when_its_key_is_met(own_ring: Path) -> None:
    stale = keyring.ring()
    rotate()
    sealed = seal(NUMBER)
    keyring._seen.update(ring=stale, stamp=None)
    assert unseal(sealed) == NUMBER


def test_a_lost_key_is_named(own_ring: Path) -> None:
    rotate()
    sealed = seal(NUMBER)
    own_ring.unlink()
    keyring.ring(fresh=True)
    with pytest.raises(KeyUnknown, match="2"):
        unseal(sealed)


def test_the_signing_key_is_made_when_it_is_needed(own_ring: Path) -> None:
    assert not keyring.ring().raw["sign"]["keys"]
    kid, key = keyring.with_signing_key().signing
    assert keyring.ring().public_pem(kid) == key.public_pem()
    assert keyring.with_signing_key().signing[0] == kid


def test_the_ring_does_not_show_itself() -> None:
    assert repr(keyring.ring()) == "<Ring>"
