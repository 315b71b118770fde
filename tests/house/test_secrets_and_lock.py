"""What a home keeps for itself: its secrets, and the lock that lets one launcher in."""

from __future__ import annotations

from pathlib import Path

import pytest

from niangjia.config.run.lock import AlreadyRunning, home_lock
from niangjia.config.secrets import kept_secret, role_password


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path, "django")
    assert kept_secret(tmp_path, "django") == first
    assert len(first) == 64
    assert (tmp_path / "keys" / "django").stat().st_mode & 0o077 == 0


def test_roles_have_passwords_of_their_own(tmp_path: Path) -> None:
    assert role_password(tmp_path, "a") != role_password(tmp_path, "b")
    assert role_password(tmp_path, "a") == role_password(tmp_path, "a")


def test_a_second_launcher_is_turned_away(tmp_path: Path) -> None:
    with home_lock(tmp_path), pytest.raises(AlreadyRunning, match="already running"), home_lock(tmp_path):
        pass


def test_the_lock_is_free_again(tmp_path: Path) -> None:
    for _ in range(2):
        with home_lock(tmp_path):
            pass
