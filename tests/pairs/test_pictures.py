"""A photograph leaves drawn anew for its viewer, to those of the same meeting, for the days of its window."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from niangjia.base import clock, files
from niangjia.kernel.errors import NotFound
from niangjia.pairs import api as pairs
from niangjia.pairs import pictures
from niangjia.pairs.errors import WindowOver
from niangjia.pairs.models import Guest
from tests.cast import World
from tests.pairs.conftest import Meet, known, meet, monday, picture
from tests.pairs.test_pairs import guest, sees

pytestmark = pytest.mark.django_db
HER, HIM, THIRD = "worker", "grassroots_officer", "mother"
__all__ = ["known", "meet", "monday"]


@pytest.fixture
def met(world: World, meet: Meet) -> UUID:
    pool_id = meet(HER, THIRD, HIM)
    pairs.introduce(by=world[HER].actor, pool_id=pool_id, nickname="小林", upload=picture("navy", size=(1600, 1200)))
    return pool_id


def look(world: World, pool_id: UUID, who: str) -> bytes:
    sees(world, pool_id, who)
    return pairs.picture_for(by=world[who].actor, pool_id=pool_id, guest_id=guest(world, pool_id, HER))


def test_it_is_small_and_says_who_looks_in_every_corner(world: World, met: UUID) -> None:
    shown = {who: look(world, met, who) for who in (HIM, THIRD)}
    assert shown[HIM] != shown[THIRD]  # another name stands in it
    with Image.open(BytesIO(shown[HIM])) as image:
        assert (image.format, image.size) == ("JPEG", (900, 675))
        assert not image.getexif()
        corners = [image.crop((x, y, x + 300, y + 225)).convert("L").getextrema() for x in (0, 600) for y in (0, 450)]
    assert all(high - low > 60 for low, high in corners)


def test_without_a_chinese_font_it_says_the_phones_end(
    world: World, met: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_font = look(world, met, HIM)
    monkeypatch.setattr(pictures, "chinese_font", lambda: "")
    assert look(world, met, HIM) != with_font


def test_nobody_opens_the_file_itself_not_even_an_officer(world: World, met: UUID) -> None:
    photo_id = Guest.objects.get(pool_id=met, person_id=world[HER].id).photo_id
    assert photo_id
    for who in (HER, HIM, "town_officer", "municipal_officer", "stranger"):
        with pytest.raises(NotFound):
            files.open_for(by=world[who].actor, file_id=photo_id)


def test_a_stranger_a_blocked_one_and_who_did_not_look_around_first_get_nothing(world: World, met: UUID) -> None:
    hers = guest(world, met, HER)
    for who in ("stranger", "town_officer", HIM):
        with pytest.raises(NotFound):
            pairs.picture_for(by=world[who].actor, pool_id=met, guest_id=hers)
    assert look(world, met, HIM)
    pairs.block(by=world[HER].actor, pool_id=met, guest_id=guest(world, met, HIM))
    with pytest.raises(NotFound):
        look(world, met, HIM)


def test_after_the_window_it_is_gone_from_view(world: World, met: UUID) -> None:
    look(world, met, HIM)
    with clock.frozen("2026-12-11 00:00"), pytest.raises(WindowOver):
        pairs.picture_for(by=world[HIM].actor, pool_id=met, guest_id=guest(world, met, HER))


def test_a_new_one_takes_the_old_ones_place_and_taken_down_it_is_gone(world: World, met: UUID) -> None:
    old = Guest.objects.get(pool_id=met, person_id=world[HER].id).photo_id
    pairs.introduce(by=world[HER].actor, pool_id=met, nickname="小林", upload=picture("red"))
    assert old
    assert not files.own_files(owner_id=world[HER].id, file_ids=[old])
    pairs.introduce(by=world[HER].actor, pool_id=met, nickname="小林", without_photo=True)
    with pytest.raises(NotFound):
        look(world, met, HIM)
