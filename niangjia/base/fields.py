"""Encrypted columns: what is stored is sealed, what code gets is a ``Sealed`` that shows nothing until it is asked to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from niangjia.base.crypto import seal, unseal
from niangjia.kernel.text import mask_card, mask_id, mask_name, mask_phone

MASKS: dict[str, Callable[[str], str]] = {"id": mask_id, "phone": mask_phone, "card": mask_card, "name": mask_name}
SHOWN = "••••"


class Sealed:
    """A private value in its sealed form. Templates, logs and JSON get "••••" or an error, never the text."""

    __slots__ = ("_aad", "_token")

    def __init__(self, token: bytes, aad: bytes) -> None:
        self._token = token
        self._aad = aad

    def reveal(self) -> str:
        """The plain text. For people's eyes go through ``base.revealing.reveal``, which asks for a reason and writes it down."""
        return unseal(self._token, aad=self._aad)

    def masked(self, kind: str) -> str:
        """What may be shown: ``kind`` is "id", "phone", "card" or "name"."""
        return MASKS[kind](self.reveal())

    @property
    def token(self) -> bytes:
        """The sealed bytes, as stored."""
        return self._token

    @property
    def aad(self) -> bytes:
        return self._aad

    def __repr__(self) -> str:
        return "<Sealed>"

    def __str__(self) -> str:
        return SHOWN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sealed value stays in the database and in this process")

    def __copy__(self) -> Sealed:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Sealed:
        return self


class SealingAttribute(DeferredAttribute):
    """Seals on assignment, so that no plain text stays on the object."""

    field: EncryptedTextField

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.sealed(value)


class EncryptedTextField(models.BinaryField):
    """Text, SM4-sealed in the database. Assign str or None; reading gives ``Sealed`` or None. Absent is None, empty is "".

    A sealed value opens only in its own column. Columns between which SQL copies values share a ``domain``.
    """

    _pyi_private_set_type: str | Sealed
    _pyi_private_get_type: Sealed  # type: ignore[assignment]  # the stub of the parent says bytes
    descriptor_class = SealingAttribute

    def __init__(self, *args: Any, domain: str = "", **options: Any) -> None:
        self.domain = domain
        super().__init__(*args, **options)

    @property
    def aad(self) -> bytes:
        return (self.domain or f"{self.model._meta.db_table}.{self.column}").encode()

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | ({"domain": self.domain} if self.domain else {})

    def sealed(self, value: Any) -> Any:
        """Any way of giving a value, as what the object keeps: Sealed under this column, None, or an expression."""
        if isinstance(value, str):
            return Sealed(seal(value, aad=self.aad), self.aad)
        if isinstance(value, Sealed) and value.aad != self.aad:
            return Sealed(seal(value.reveal(), aad=self.aad), self.aad)
        if isinstance(value, bytes | memoryview):
            raise TypeError(f"{self.name}: give the text, not bytes")
        return value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.aad)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = self.sealed(value)
        return super().get_db_prep_value(value.token if isinstance(value, Sealed) else value, connection, prepared)

    def get_default(self) -> Any:
        return None if not self.has_default() else super().get_default()

    def to_python(self, value: Any) -> Any:
        return self.sealed(value)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise TypeError(f"{self.name} is not written out")

    def get_lookup(self, lookup_name: str) -> Any:
        """A sealed value is never equal to another one: search by blind index."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: search by blind_index, or ask isnull")
        return super().get_lookup(lookup_name)


def sealer(model: type[models.Model], name: str) -> Callable[[str], bytes]:
    """What seals texts for a column by hand, where rows enter by COPY or SQL rather than through the model."""
    field = model._meta.get_field(name)
    if not isinstance(field, EncryptedTextField):
        raise TypeError(f"{model.__name__}.{name} is not encrypted")
    aad = field.aad

    def seal_one(text: str) -> bytes:
        return seal(text, aad=aad)

    return seal_one
