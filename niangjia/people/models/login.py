"""The account somebody signs in with. It knows a phone; the person behind it is attached after a check."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from niangjia.base.fields import EncryptedTextField
from niangjia.kernel.ids import uuid7


class LoginManager(BaseUserManager["Login"]):
    """Django asks a user model for this lookup; there is no password and no superuser."""

    def get_by_natural_key(self, username: str | None) -> Login:
        return self.get(id=str(username))


class Login(AbstractBaseUser):
    """One phone, one login. ``person_id`` stays empty until the person has shown who she is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField(null=True, unique=True)
    phone = EncryptedTextField(null=True)
    phone_masked = models.CharField(max_length=16, blank=True, default="")
    phone_key = models.BinaryField(max_length=32, null=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    wrong_claims = models.SmallIntegerField(default=0)
    elder = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    actor: Any = None  # known of who is signed in (``access.signed_in``)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Any] = LoginManager()

    class Meta:
        db_table = "people_login"

    class Distribution:
        kind: ClassVar[str] = "local"

    def __str__(self) -> str:
        return str(self.id)

    def has_usable_password(self) -> bool:
        """Nobody signs in by password; the column only holds what ends all sessions when it changes (``end_sessions``)."""
        return False
