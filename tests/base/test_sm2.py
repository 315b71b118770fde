"""SM2 by libcrypto agrees with an implementation of its own kind."""

from __future__ import annotations

import base64

import gmalg
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from niangjia.base import sm2
from niangjia.base.errors import BadKey

MESSAGE = "福州市总工会".encode()


def raw_keys(key: sm2.PrivateKey) -> tuple[bytes, bytes]:
    """Private and public key as bare numbers, cut out of the PEM (PKCS #8 of a 256-bit key has a fixed layout)."""
    lines = key.private_pem().splitlines()
    der = base64.b64decode("".join(lines[1:-1]))
    start = der.index(b"\x02\x01\x01\x04\x20") + 5
    return der[start : start + 32], der[-65:]


@pytest.fixture(scope="module")
def key() -> sm2.PrivateKey:
    return sm2.PrivateKey.generate()


def test_sm2_works_on_this_machine() -> None:
    assert sm2.available() is None


def test_gmalg_accepts_what_we_sign(key: sm2.PrivateKey) -> None:
    secret, public = raw_keys(key)
    r, s = decode_dss_signature(key.sign(MESSAGE))
    oracle = gmalg.SM2(secret, sm2.DEFAULT_ID, public)
    assert oracle.verify(MESSAGE, r.to_bytes(32, "big"), s.to_bytes(32, "big"))


def test_we_accept_what_gmalg_signs(key: sm2.PrivateKey) -> None:
    secret, public = raw_keys(key)
    r, s = gmalg.SM2(secret, sm2.DEFAULT_ID, public).sign(MESSAGE)
    signature = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    assert sm2.PublicKey.from_pem(key.public_pem()).verify(MESSAGE, signature)


def test_a_key_survives_its_pem(key: sm2.PrivateKey) -> None:
    again = sm2.PrivateKey.from_pem(key.private_pem())
    assert key.verify(MESSAGE, again.sign(MESSAGE))
    assert again.public_pem() == key.public_pem()


def test_a_signature_is_for_one_message_one_key_and_one_signer(key: sm2.PrivateKey) -> None:
    signature = key.sign(MESSAGE)
    assert not key.verify(MESSAGE + b"!", signature)
    assert not key.verify(MESSAGE, signature, signer=b"somebody else")
    assert not sm2.PrivateKey.generate().verify(MESSAGE, signature)
    assert not key.verify(MESSAGE, b"not even DER")


P256 = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----"""


@pytest.mark.parametrize("pem", ["", "nonsense", P256])
def test_other_texts_are_refused_as_keys(pem: str) -> None:
    with pytest.raises(BadKey):
        sm2.PublicKey.from_pem(pem)


def test_a_public_key_is_no_private_key(key: sm2.PrivateKey) -> None:
    with pytest.raises(BadKey):
        sm2.PrivateKey.from_pem(key.public_pem())
