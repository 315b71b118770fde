"""SM2 signatures (GB/T 32918.2) over SM3, by the system's libcrypto (OpenSSL ≥ 3) through ctypes.

``cryptography`` has no SM2, and pure Python needs 20 ms where libcrypto needs 0.3. Signatures are DER, keys are PEM (PKCS #8 and
SubjectPublicKeyInfo), the signer's ID is the standard's default unless told: what other systems expect.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import weakref
from ctypes import byref, c_char_p, c_int, c_long, c_size_t, c_ulong, c_void_p
from functools import cache
from typing import Any, Self

from niangjia.base.errors import BadKey, Sm2Missing

DEFAULT_ID = b"1234567812345678"
OLDEST_OPENSSL = 0x30000000
NAMES = ("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll")
BIO_CTRL_INFO = 3

# name: (answer, arguments). Everything this module calls, so that ctypes checks types instead of cutting pointers in half.
FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OpenSSL_version_num": (c_ulong, ()),
    "ERR_clear_error": (None, ()),
    "EVP_PKEY_Q_keygen": (c_void_p, (c_void_p, c_char_p, c_char_p)),
    "EVP_PKEY_free": (None, (c_void_p,)),
    "EVP_PKEY_is_a": (c_int, (c_void_p, c_char_p)),
    "EVP_PKEY_CTX_new_from_pkey": (c_void_p, (c_void_p, c_void_p, c_char_p)),
    "EVP_PKEY_CTX_set1_id": (c_int, (c_void_p, c_void_p, c_int)),
    "EVP_PKEY_CTX_free": (None, (c_void_p,)),
    "EVP_MD_CTX_new": (c_void_p, ()),
    "EVP_MD_CTX_free": (None, (c_void_p,)),
    "EVP_MD_CTX_set_pkey_ctx": (None, (c_void_p, c_void_p)),
    "EVP_sm3": (c_void_p, ()),
    "EVP_DigestSignInit": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "EVP_DigestSign": (c_int, (c_void_p, c_char_p, c_void_p, c_char_p, c_size_t)),
    "EVP_DigestVerifyInit": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "EVP_DigestVerify": (c_int, (c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)),
    "BIO_new": (c_void_p, (c_void_p,)),
    "BIO_s_mem": (c_void_p, ()),
    "BIO_new_mem_buf": (c_void_p, (c_char_p, c_int)),
    "BIO_ctrl": (c_long, (c_void_p, c_int, c_long, c_void_p)),
    "BIO_free": (c_int, (c_void_p,)),
    "PEM_write_bio_PKCS8PrivateKey": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_int, c_void_p, c_void_p)),
    "PEM_write_bio_PUBKEY": (c_int, (c_void_p, c_void_p)),
    "PEM_read_bio_PrivateKey": (c_void_p, (c_void_p, c_void_p, c_void_p, c_char_p)),
    "PEM_read_bio_PUBKEY": (c_void_p, (c_void_p, c_void_p, c_void_p, c_char_p)),
}


@cache
def _library() -> Any:
    """The loaded libcrypto with typed functions; raises Sm2Missing."""
    lib = _load()
    for name, (answer, arguments) in FUNCTIONS.items():
        try:
            function = getattr(lib, name)
        except AttributeError:
            raise Sm2Missing(why=name) from None
        function.restype, function.argtypes = answer, arguments
        if name == "OpenSSL_version_num" and (version := function()) < OLDEST_OPENSSL:
            raise Sm2Missing(why=f"OpenSSL {version >> 28}.{version >> 20 & 0xFF}")
    probe = lib.EVP_PKEY_Q_keygen(None, None, b"SM2")
    if not probe:
        lib.ERR_clear_error()
        raise Sm2Missing(why="no SM2")
    lib.EVP_PKEY_free(probe)
    return lib


def _load() -> ctypes.CDLL:
    for name in filter(None, (*NAMES, ctypes.util.find_library("crypto"))):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise Sm2Missing(why="no libcrypto")


def available() -> str | None:
    """None when SM2 works here; else why not, for ``niangjia doctor``."""
    try:
        _library()
    except Sm2Missing as missing:
        return str(missing)
    return None


class PublicKey:
    """Verifies. Objects may be shared by threads."""

    def __init__(self, handle: int) -> None:
        lib = _library()
        self._handle = handle
        weakref.finalize(self, lib.EVP_PKEY_free, handle)
        if lib.EVP_PKEY_is_a(handle, b"SM2") != 1:
            raise BadKey

    @classmethod
    def from_pem(cls, pem: str) -> Self:
        return cls(_read_pem("PEM_read_bio_PUBKEY", pem))

    def public_pem(self) -> str:
        return _write_pem(lambda lib, bio: lib.PEM_write_bio_PUBKEY(bio, self._handle))

    def verify(self, message: bytes, signature: bytes, *, signer: bytes = DEFAULT_ID) -> bool:
        """Whether ``signature`` (DER) is this key's over ``message``. Malformed signatures are just false."""
        lib = _library()
        with _Digesting(self._handle, signer) as context:
            _must(lib.EVP_DigestVerifyInit(context, None, lib.EVP_sm3(), None, self._handle))
            good: bool = lib.EVP_DigestVerify(context, signature, len(signature), message, len(message)) == 1
        lib.ERR_clear_error()
        return good


class PrivateKey(PublicKey):
    """Signs, and verifies."""

    @classmethod
    def generate(cls) -> Self:
        return cls(_library().EVP_PKEY_Q_keygen(None, None, b"SM2"))

    @classmethod
    def from_pem(cls, pem: str) -> Self:
        return cls(_read_pem("PEM_read_bio_PrivateKey", pem))

    def private_pem(self) -> str:
        """PKCS #8, not encrypted: keep it where only its owner reads."""
        return _write_pem(
            lambda lib, bio: lib.PEM_write_bio_PKCS8PrivateKey(bio, self._handle, None, None, 0, None, None)
        )

    def sign(self, message: bytes, *, signer: bytes = DEFAULT_ID) -> bytes:
        """A DER signature, different every time (the nonce is drawn by libcrypto)."""
        lib = _library()
        with _Digesting(self._handle, signer) as context:
            _must(lib.EVP_DigestSignInit(context, None, lib.EVP_sm3(), None, self._handle))
            length = c_size_t(0)
            _must(lib.EVP_DigestSign(context, None, byref(length), message, len(message)))
            signature = ctypes.create_string_buffer(length.value)
            _must(lib.EVP_DigestSign(context, signature, byref(length), message, len(message)))
        return signature.raw[: length.value]


class _Digesting:
    """A digest context tied to a key and a signer's ID (the ID enters the digest before the message: GB/T 32918.2, 5.5)."""

    def __init__(self, key: int, signer: bytes) -> None:
        lib = _library()
        self.key_context = lib.EVP_PKEY_CTX_new_from_pkey(None, key, None)
        self.context = lib.EVP_MD_CTX_new()
        _must(lib.EVP_PKEY_CTX_set1_id(self.key_context, signer, len(signer)))
        lib.EVP_MD_CTX_set_pkey_ctx(self.context, self.key_context)

    def __enter__(self) -> Any:
        return self.context

    def __exit__(self, *_: object) -> None:
        lib = _library()
        lib.EVP_MD_CTX_free(self.context)
        lib.EVP_PKEY_CTX_free(self.key_context)


def _must(answer: int) -> None:
    if answer != 1:
        _library().ERR_clear_error()
        raise BadKey


def _read_pem(function: str, pem: str) -> int:
    lib = _library()
    text = pem.encode()
    bio = lib.BIO_new_mem_buf(text, len(text))
    try:
        handle = getattr(lib, function)(bio, None, None, b"")  # an empty passphrase: never ask on a terminal
    finally:
        lib.BIO_free(bio)
    if not handle:
        lib.ERR_clear_error()
        raise BadKey
    return int(handle)


def _write_pem(write: Any) -> str:
    lib = _library()
    bio = lib.BIO_new(lib.BIO_s_mem())
    try:
        _must(write(lib, bio))
        start = c_void_p()
        length = lib.BIO_ctrl(bio, BIO_CTRL_INFO, 0, byref(start))
        return ctypes.string_at(start.value or 0, length).decode()
    finally:
        lib.BIO_free(bio)
