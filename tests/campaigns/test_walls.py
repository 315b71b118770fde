"""Walls: shown only with consent and after somebody else's yes; hers to take back; likes decide nothing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from niangjia.base import clock, files
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.base.models import StoredFile
from niangjia.campaigns import api as campaigns
from niangjia.campaigns.errors import (
    EnoughReports,
    EntryChanged,
    EntryDecided,
    EntryStands,
    NotOnTheWall,
    NotRunning,
    NoWish,
    NumberInWords,
    PictureMissing,
    WallFull,
    WordsMissing,
    WordsTooLong,
)
from niangjia.campaigns.models import Entry, Like, Participation, Report
from niangjia.flows.erasing import person_erased
from niangjia.kernel.errors import NotAllowed, NotFound, ReasonMissing
from niangjia.messages import api as messages
from niangjia.people import api as people
from niangjia.people.events import PersonErased
from tests.campaigns.conftest import Make, hands_in, lets, new, on_the_wall, picture, seen
from tests.cast import World

pytestmark = pytest.mark.django_db


def told(world: World, who: str) -> list[str]:
    drain()
    return [each.kind for each in messages.inbox(person_id=world[who].id, limit=20)]


def state(entry_id: UUID) -> str:
    return Entry.objects.get(id=entry_id).state


def waiting(world: World, officer: str = "county_officer") -> list[UUID]:
    return [each.id for each in campaigns.queue(world[officer].actor)]


def test_nothing_stands_on_the_wall_before_a_moderator_has_said_yes(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = hands_in(known, "worker", wishes)
    assert seen(known, "mother", wishes) == []
    lets(known, entry_id)
    line = seen(known, "mother", wishes)[0]
    assert (line.text, line.shown_as) == ("食堂晚班多开一个窗口", "林* · 榕和食品有限公司")
    assert told(known, "worker") == ["campaign.shown"]


def test_without_consent_nobody_else_ever_sees_it_and_it_counts_all_the_same(known: World, make: Make) -> None:
    photos = make("photos")
    entry_id = hands_in(known, "worker", photos, upload=picture(), show=False)
    assert state(entry_id) == "kept"
    assert waiting(known) == []
    file_id = Entry.objects.get().file_id
    assert file_id
    with pytest.raises(NotFound):
        lets(known, entry_id)
    with pytest.raises(NotFound):
        files.open_for(by=known["county_officer"].actor, file_id=file_id)
    assert files.open_for(by=known["worker"].actor, file_id=file_id)
    assert Participation.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(state="waiting", waits_since=clock.now())  # the database holds it too


def test_a_name_is_shown_only_as_far_as_she_agreed(known: World, make: Make) -> None:
    wishes = make("wishes")
    on_the_wall(known, "worker", wishes, named=False)
    on_the_wall(known, "mother", wishes, named=True)
    assert {each.shown_as for each in seen(known, "town_officer", wishes)} == {"", "郑* · 榕和食品有限公司"}


def test_a_refusal_says_why_and_she_may_send_another(known: World, make: Make) -> None:
    photos = make("photos")
    entry_id = hands_in(known, "worker", photos, upload=picture())
    first = Entry.objects.get().file_id
    with pytest.raises(ReasonMissing):
        lets(known, entry_id, shown=False)
    lets(known, entry_id, shown=False, reason="拍到了别人的工牌，请换一张")
    assert told(known, "worker") == ["campaign.refused"]
    own = campaigns.own_entry_of(known["worker"].id, campaign_id=photos)
    assert own
    assert (own.state, own.reason) == ("refused", "拍到了别人的工牌，请换一张")
    campaigns.send_again(
        by=known["worker"].actor,
        campaign_id=photos,
        handed_in=campaigns.HandedIn("换了一张", picture("navy"), True, False),
    )
    entry = Entry.objects.get()
    assert (entry.state, entry.turn, entry.reason) == ("waiting", 2, "")
    assert StoredFile.objects.get(id=first).erased_at
    with pytest.raises(EntryStands):
        campaigns.send_again(
            by=known["worker"].actor, campaign_id=photos, handed_in=campaigns.HandedIn("", picture(), True, False)
        )
    assert Participation.objects.count() == 1


def test_the_queue_is_the_oldest_first_and_a_resent_one_stands_at_its_end(known: World, make: Make) -> None:
    wishes = make("wishes")
    ids = {}
    for minute, who in enumerate(("worker", "mother", "town_officer")):
        with clock.frozen(clock.now() + timedelta(minutes=minute)):
            ids[who] = hands_in(known, who, wishes)
    assert waiting(known) == [ids["worker"], ids["mother"], ids["town_officer"]]
    lets(known, ids["worker"], shown=False, reason="请说具体一点")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        campaigns.send_again(
            by=known["worker"].actor, campaign_id=wishes, handed_in=campaigns.HandedIn("食堂", None, True, False)
        )
    assert waiting(known) == [ids["mother"], ids["town_officer"], ids["worker"]]


def test_nobody_moderates_her_own_nor_her_kins_nor_anothers_campaign(known: World, make: Make) -> None:
    wishes = make("wishes")
    own = hands_in(known, "county_officer", wishes)
    people.record_relative(
        by=SYSTEM, person_id=known["mother"].id, other_id=known["county_officer"].id, relation="spouse"
    )
    kin = hands_in(known, "mother", wishes)
    assert waiting(known) == []
    assert waiting(known, "municipal_officer") == [own, kin]
    for entry_id in (own, kin):
        with pytest.raises(NotFound):
            lets(known, entry_id)
    for officer in ("town_officer", "stranger", "finance_officer"):
        assert waiting(known, officer) == []
        with pytest.raises(NotFound):
            campaigns.check_entry(by=known[officer].actor, entry_id=own, turn=1, shown=True)


def test_the_wall_has_room_for_as_many_as_the_campaign_says(known: World, make: Make) -> None:
    wishes = make("wishes", shown_most=1)
    on_the_wall(known, "worker", wishes)
    second = hands_in(known, "mother", wishes)
    with pytest.raises(WallFull):
        lets(known, second)
    campaigns.widen_wall(by=known["county_officer"].actor, campaign_id=wishes, shown_most=2)
    lets(known, second)
    assert len(seen(known, "worker", wishes)) == 2
    with pytest.raises(EntryDecided):
        lets(known, second)


def test_she_takes_hers_back_any_time_and_nothing_is_left(known: World, make: Make) -> None:
    photos = make("photos")
    entry_id = on_the_wall(known, "worker", photos, upload=picture())
    campaigns.like_entry(by=known["mother"].actor, entry_id=entry_id, liked=True)
    file_id = Entry.objects.get().file_id
    with clock.frozen(clock.now() + timedelta(days=30)):  # the campaign is long over
        for _turn in range(2):
            campaigns.take_back_entry(by=known["worker"].actor, campaign_id=photos)
    assert seen(known, "mother", photos) == []
    entry = Entry.objects.get()
    assert (entry.state, entry.text, entry.file_id, entry.shown_as) == ("gone", "", None, "")
    assert StoredFile.objects.get(id=file_id).erased_at
    assert not Like.objects.exists()
    assert Participation.objects.count() == 1


def test_what_was_swapped_behind_the_moderators_back_is_not_let_through(known: World, make: Make) -> None:
    wishes, her, officer = make("wishes"), known["worker"].actor, known["county_officer"].actor
    entry_id = hands_in(known, "worker", wishes)
    looked_at = campaigns.entry_for(officer, entry_id=entry_id).turn
    campaigns.take_back_entry(by=her, campaign_id=wishes)
    campaigns.send_again(by=her, campaign_id=wishes, handed_in=campaigns.HandedIn("别的话", None, True, False))
    with pytest.raises(EntryChanged):
        campaigns.check_entry(by=officer, entry_id=entry_id, turn=looked_at, shown=True)
    with pytest.raises(EntryChanged):
        campaigns.answer_wish(by=officer, entry_id=entry_id, turn=looked_at, text="好的")
    assert seen(known, "mother", wishes) == []


def test_another_wish_does_not_inherit_the_answer(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = hands_in(known, "worker", wishes)
    campaigns.answer_wish(by=known["county_officer"].actor, entry_id=entry_id, turn=1, text="好的")
    lets(known, entry_id, shown=False, reason="请再写具体一点")
    again = campaigns.HandedIn("换一个心愿", None, True, False)
    campaigns.send_again(by=known["worker"].actor, campaign_id=wishes, handed_in=again)
    assert Entry.objects.get().reply == ""


def test_nobody_empties_a_wall_alone(known: World, make: Make) -> None:
    for turn in range(10):
        entry_id = on_the_wall(known, "worker", make("wishes", title=f"第 {turn} 面墙"))
        campaigns.report_entry(by=known["mother"].actor, entry_id=entry_id, kind="advert")
    last = on_the_wall(known, "worker", make("wishes"))
    with pytest.raises(EnoughReports):
        campaigns.report_entry(by=known["mother"].actor, entry_id=last, kind="advert")
    lets(known, entry_id)  # one of hers was looked at
    campaigns.report_entry(by=known["mother"].actor, entry_id=last, kind="advert")


def test_after_the_end_nothing_new_comes(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = hands_in(known, "worker", wishes)
    with clock.frozen(clock.now() + timedelta(days=8)):
        lets(known, entry_id)  # what came in time is still looked at
        campaigns.take_back_entry(by=known["worker"].actor, campaign_id=wishes)
        with pytest.raises(NotRunning):
            campaigns.send_again(
                by=known["worker"].actor,
                campaign_id=wishes,
                handed_in=campaigns.HandedIn("再许一个", None, True, False),
            )


def test_a_moderator_takes_down_with_a_reason(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = on_the_wall(known, "worker", wishes)
    with pytest.raises(ReasonMissing):
        campaigns.take_down(by=known["county_officer"].actor, entry_id=entry_id, reason="")
    campaigns.take_down(by=known["county_officer"].actor, entry_id=entry_id, reason="写了别人的名字")
    assert seen(known, "mother", wishes) == []
    assert told(known, "worker")[0] == "campaign.down"


def test_likes_are_one_a_person_and_order_nothing(known: World, make: Make) -> None:
    wishes = make("wishes")
    first = on_the_wall(known, "worker", wishes)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        second = on_the_wall(known, "mother", wishes)
    for who in ("town_officer", "grassroots_officer", "mother"):
        for _turn in range(2):
            campaigns.like_entry(by=known[who].actor, entry_id=first, liked=True)
    lines = seen(known, "mother", wishes)
    assert [(each.id, each.likes, each.liked) for each in lines] == [(second, 0, False), (first, 3, True)]
    campaigns.like_entry(by=known["mother"].actor, entry_id=first, liked=False)
    assert seen(known, "mother", wishes)[1].likes == 2
    with pytest.raises(NotOnTheWall):
        campaigns.like_entry(by=known["stranger"].actor, entry_id=first, liked=True)  # of another county


def test_mixed_the_order_is_the_same_for_everybody_for_a_day(known: World, make: Make) -> None:
    wishes = make("wishes")
    for who in ("worker", "mother", "town_officer", "grassroots_officer"):
        on_the_wall(known, who, wishes)

    def mixed(who: str) -> list[UUID]:
        return [each.id for each in campaigns.wall(known[who].id, campaign_id=wishes, mixed=True)[0]]

    today = mixed("worker")
    assert mixed("mother") == today
    others = set()
    for day in range(1, 9):
        with clock.frozen(clock.now() + timedelta(days=day)):
            others.add(tuple(mixed("worker")))
    assert len(others | {tuple(today)}) > 3
    assert {frozenset(each) for each in others} == {frozenset(today)}


def test_a_report_takes_it_off_the_wall_until_a_moderator_has_looked(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = on_the_wall(known, "worker", wishes)
    for _turn in range(2):
        if state(entry_id) == "shown":
            campaigns.report_entry(by=known["mother"].actor, entry_id=entry_id, kind="private")
    assert seen(known, "town_officer", wishes) == []
    assert campaigns.queue(known["county_officer"].actor)[0].reports == {"private": 1}
    lets(known, entry_id)
    assert len(seen(known, "town_officer", wishes)) == 1
    assert told(known, "mother") == ["campaign.looked_into"]
    campaigns.report_entry(by=known["mother"].actor, entry_id=entry_id, kind="advert")  # she has had her say
    assert state(entry_id) == "shown"
    campaigns.report_entry(by=known["town_officer"].actor, entry_id=entry_id, kind="advert")
    assert state(entry_id) == "waiting"
    assert Report.objects.count() == 2
    assert "mother" not in str(messages.inbox(person_id=known["worker"].id, limit=20))


def test_a_wish_is_answered_and_she_hears_it(known: World, make: Make) -> None:
    wishes = make("wishes")
    entry_id = on_the_wall(known, "worker", wishes)
    campaigns.answer_wish(by=known["county_officer"].actor, entry_id=entry_id, turn=1, text="下周起晚班多开一个窗口。")
    assert told(known, "worker")[0] == "campaign.answered"
    line = seen(known, "mother", wishes)[0]
    assert (line.reply, line.replied_by) == ("下周起晚班多开一个窗口。", "闽侯县总工会")
    photo = on_the_wall(known, "worker", make("photos"), upload=picture())
    with pytest.raises(NoWish):
        campaigns.answer_wish(by=known["county_officer"].actor, entry_id=photo, turn=1, text="真好看")


def test_a_picture_is_drawn_anew_small_and_without_what_the_phone_wrote(known: World, make: Make) -> None:
    photos = make("photos")
    on_the_wall(known, "worker", photos, upload=picture(size=(3000, 2000), exif=True))
    file_id = seen(known, "mother", photos)[0].file_id
    assert file_id
    with Image.open(BytesIO(files.open_for(by=known["mother"].actor, file_id=file_id).content())) as drawn:
        assert drawn.size == (1600, 1067)
        assert dict(drawn.getexif()) == {}
    with pytest.raises(NotFound):
        files.open_for(by=known["stranger"].actor, file_id=file_id)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("", WordsMissing), ("愿" * 301, WordsTooLong), ("打我 139 0000 1111", NumberInWords)],
)
def test_words_that_fit_no_wall(known: World, make: Make, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        hands_in(known, "worker", make("wishes"), text=text)
    assert not Participation.objects.exists()


def test_a_photo_wall_wants_a_picture(known: World, make: Make) -> None:
    with pytest.raises(PictureMissing):
        hands_in(known, "worker", make("photos"))


def test_who_is_erased_is_forgotten_on_every_wall(known: World, make: Make) -> None:
    photos, wishes = make("photos"), make("wishes")
    on_the_wall(known, "worker", photos, upload=picture())
    liked = on_the_wall(known, "mother", wishes)
    campaigns.like_entry(by=known["worker"].actor, entry_id=liked, liked=True)
    for _turn in range(2):
        person_erased(PersonErased(person_id=known["worker"].id))
    assert seen(known, "mother", photos) == []
    assert seen(known, "mother", wishes)[0].likes == 0
    assert Participation.objects.filter(person_id=known["worker"].id).count() == 1


def test_half_a_year_after_the_end_a_wall_is_empty(known: World, make: Make) -> None:
    photos = make("photos")
    on_the_wall(known, "worker", photos, upload=picture())
    assert campaigns.clear_walls() == 0
    with clock.frozen(clock.now() + timedelta(days=7 + campaigns.WALL_DAYS, minutes=1)):
        assert campaigns.clear_walls() == 1
        assert campaigns.clear_walls() == 0
    assert Entry.objects.get().state == "gone"


def test_a_town_makes_no_campaign_and_a_county_none_elsewhere(known: World) -> None:
    town, gulou = known.unions["shangjie"].id, known.unions["gulou"].id
    for who, union_id in (
        ("town_officer", town),
        ("county_officer", town),
        ("county_officer", gulou),
        ("worker", gulou),
    ):
        with pytest.raises(NotAllowed):
            campaigns.make_campaign(by=known[who].actor, new=new(known, "wishes", union_id=union_id))
