"""One of everything that has an address, all of it 闽侯's: what the matrix of addresses knocks at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.base import ContentFile
from openpyxl import Workbook
from PIL import Image

from niangjia.base import clock, files
from niangjia.base.actor import SYSTEM
from niangjia.base.jobs import drain
from niangjia.campaigns import api as campaigns
from niangjia.casework import api as casework
from niangjia.casework.models import Case, CaseStep, Juror
from niangjia.catalogue import api as catalogue
from niangjia.kernel.ids import uuid7
from niangjia.ledger import api as ledger
from niangjia.messages import api as messages
from niangjia.notices import api as notices
from niangjia.pairs import api as pairs
from niangjia.people import api as people
from niangjia.quotas import api as quotas
from niangjia.quotas.models import Booking
from niangjia.web.console import workbooks
from niangjia.web.worker.card_token import card_token
from tests.casework.check_up import asks as asks_for_check_up
from tests.casework.check_up import booking_of, makes_slots
from tests.casework.wedding import asks, link_on, marries
from tests.cast import World, id_number
from tests.web.on_notice import apply, publish


@dataclass(frozen=True)
class Records:
    """Ids of real records of 闽侯; ``secrets`` are what no stranger may ever read."""

    case_id: UUID
    visit_id: UUID
    jury_id: UUID
    person_id: UUID
    file_id: UUID
    photo_id: UUID
    message_id: UUID
    objection_id: UUID
    batch_id: UUID
    upload_id: UUID
    pool_id: UUID
    booking_id: UUID
    slot_id: UUID
    packs_id: UUID
    pack_id: UUID
    lottery_id: UUID
    entered_id: UUID
    draw_id: UUID
    rush_id: UUID
    proof_id: UUID
    meeting_id: UUID
    guest_id: UUID
    pair_id: UUID
    report_id: UUID
    campaign_id: UUID
    draft_id: UUID
    entry_id: UUID
    wall_photo_id: UUID
    union_id: UUID
    couple_id: UUID
    link: str
    token: str
    card: str
    secrets: tuple[str, ...]


def build(world: World) -> Records:
    """The worker's grant goes its whole way, objection included, up to the bank; beside it what officers bring."""
    worker = world["worker"]
    case_id = apply(world)
    file_id = _evidence(world, case_id)
    photo_id = _photo(world, case_id)
    objection_id = _objected(world, publish(world, case_id), case_id)
    case = Case.objects.get(id=case_id)
    return Records(
        case_id=case_id, visit_id=_visited(world), jury_id=_judged(world, file_id), person_id=worker.id, file_id=file_id, photo_id=photo_id,
        message_id=_message(worker.id), objection_id=objection_id, batch_id=_batch(world), upload_id=_upload(world),
        meeting_id=(met := _meeting(world))[0], guest_id=met[1], pair_id=met[2], report_id=met[3],
        proof_id=pairs.hand_in_proof(by=worker.actor, upload=_picture()),
        campaign_id=(walls := _walls(world))[0], entry_id=walls[1], wall_photo_id=walls[2], draft_id=walls[3],
        couple_id=(couple := _couple(world))[0], link=couple[1],
        union_id=world.unions["minhou"].id, token=_notice(world), card=card_token(worker.id),
        pool_id=(place := _place(world))[0], booking_id=place[1], slot_id=_slot(world),
        packs_id=(pack := _pack(world))[0], pack_id=pack[1],
        lottery_id=(lottery := _lottery(world))[0], entered_id=lottery[1], draw_id=lottery[2], rush_id=_rush(world),
        secrets=("林秀琴", "秀琴", worker.phone, worker.id_number, worker.bank_card, case.number, str(worker.id), str(file_id), "学府南路"),
    )  # fmt: skip


def _couple(world: World) -> tuple[UUID, str]:
    """The mother asks for the wedding; the link is on the courier's phone."""
    marries(world, "mother")
    case_id = asks(world, "mother", "courier")
    return case_id, link_on(world)


def _place(world: World) -> tuple[UUID, UUID]:
    """A pool of the county's, and the worker's booking of it."""
    now = clock.now()
    catalogue.refresh("person", [world["worker"].id])
    pool = quotas.NewPool(
        service="open-class", union_id=world.unions["minhou"].id, title="茶艺入门", capacity=2, mode="first",
        opens_at=now, closes_at=now + timedelta(days=30),
    )  # fmt: skip
    pool_id = quotas.open_pools(by=world["county_officer"].actor, pools=[pool])[0]
    answer = quotas.ask_for_place(by=world["worker"].actor, pool_id=pool_id, key=uuid7())
    assert answer.booking_id
    return pool_id, answer.booking_id


def _slot(world: World) -> UUID:
    """The worker's check-up, given by her case."""
    worker = world["worker"]
    people.tell(by=worker.actor, person_id=worker.id, question="sanitation", answers=["yes"])
    makes_slots(world, places=2)
    return booking_of(asks_for_check_up(world, "morning")).id


def _pack(world: World) -> tuple[UUID, UUID]:
    """Welcome packs of the county's, and one of the worker's that is posted to her. She has been a member for long: it is put there."""
    now, worker = clock.now(), world["worker"]
    pool = quotas.NewPool(
        service="welcome-pack", union_id=world.unions["minhou"].id, title="入会礼包", capacity=2, mode="first",
        opens_at=now, closes_at=now + timedelta(days=30),
    )  # fmt: skip
    pool_id = quotas.open_pools(by=world["county_officer"].actor, pools=[pool])[0]
    row = Booking.objects.create(
        person_id=worker.id, pool_id=pool_id, service="welcome-pack", version=4, key=uuid7(), state="booked", number=1, booked_at=now,
        asked_at=now, who="林*", by=worker.id, answers={"way": "post", "address": "福州市闽侯县••••"}, private='{"address": "福州市闽侯县上街镇学府南路 1 号"}',
    )  # fmt: skip
    return pool_id, row.id


def _meeting(world: World) -> tuple[UUID, UUID, UUID, UUID]:
    """Of the county's: the worker and her chair chose each other, and he reported her: it, he as she sees him, the pair, the report."""
    now, town, two = clock.now(), world["town_officer"].actor, (world["worker"], world["grassroots_officer"])
    pool = quotas.NewPool(
        service="matchmaking", union_id=world.unions["minhou"].id, title="爬旗山", capacity=4, mode="first", item="outdoor",
        opens_at=now, closes_at=now + timedelta(days=1),
    )  # fmt: skip
    pool_id = quotas.open_pools(by=world["county_officer"].actor, pools=[pool])[0]
    ids = []
    for each in two:
        people.tell(by=each.actor, person_id=each.id, question="single", answers=["yes"])
        pairs.decide_proof(by=town, proof_id=pairs.hand_in_proof(by=each.actor, upload=_picture()), accepted=True)
        catalogue.refresh("person", [each.id])
        answers = {"wish": "outdoor", "manners": "on"}
        booked = quotas.ask_for_place(by=each.actor, pool_id=pool_id, key=uuid7(), answers=answers)
        assert booked.booking_id
        ids.append(booked.booking_id)
    quotas.check_in(by=world["county_officer"].actor, pool_id=pool_id, booking_ids=ids)
    drain()
    her, him = (pairs.look_around(by=each.actor, pool_id=pool_id) for each in two)
    pairs.choose(by=two[0].actor, pool_id=pool_id, guest_id=her.others[0].id)
    pair_id = pairs.choose(by=two[1].actor, pool_id=pool_id, guest_id=him.others[0].id)
    assert pair_id
    pairs.introduce(by=two[1].actor, pool_id=pool_id, nickname="阿平", upload=_picture())
    report_id = pairs.report(by=two[1].actor, pool_id=pool_id, guest_id=him.others[0].id, kind="pesters")
    return pool_id, her.others[0].id, pair_id, report_id


def _walls(world: World) -> tuple[UUID, UUID, UUID, UUID]:
    """A photo wall of the county's with the worker's picture on it, and a quiz that is a draft yet: wall, entry, picture, draft."""
    now, county = clock.now(), world["county_officer"].actor
    new = campaigns.NewCampaign(
        service="online-campaign", union_id=world.unions["minhou"].id, kind="photos", title="晒晒我的工位", text="", opens_at=now,
        closes_at=now + timedelta(days=7), rule="campaign", shown_most=20,
    )  # fmt: skip
    wall, draft = (
        campaigns.make_campaign(by=county, new=new),
        campaigns.make_campaign(by=county, new=replace(new, kind="quiz")),
    )
    campaigns.publish_campaign(by=county, campaign_id=wall)
    given = campaigns.HandedIn("我的工位", _picture(), show=True)
    campaigns.take_part(by=world["worker"].actor, campaign_id=wall, handed_in=given)
    entry = campaigns.queue(county)[0]
    campaigns.check_entry(by=county, entry_id=entry.id, turn=entry.turn, shown=True)
    assert entry.file_id
    return wall, entry.id, entry.file_id, draft


def _rush(world: World) -> UUID:
    """A rush of the county's, whose waiting room is open."""
    now = clock.now()
    pool = quotas.NewPool(
        service="points-mall", union_id=world.unions["minhou"].id, title="地铁券", capacity=5, mode="rush",
        opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=3),
    )  # fmt: skip
    return quotas.open_pools(by=world["county_officer"].actor, pools=[pool])[0]


def _lottery(world: World) -> tuple[UUID, UUID, UUID]:
    """A lottery of the county's with its source announced, and the worker's child in it."""
    now, worker, county = clock.now(), world["worker"], world["county_officer"].actor
    people.tell(by=worker.actor, person_id=worker.id, question="children", answers=["primary"])
    pool = quotas.NewPool(
        service="summer-daycare", union_id=world.unions["minhou"].id, title="暑托班", capacity=1, mode="lottery",
        opens_at=now, closes_at=now + timedelta(days=3),
    )  # fmt: skip
    pool_id = quotas.open_pools(by=county, pools=[pool])[0]
    child = {
        "child_name": "小佳",
        "child_id": id_number(date(2017, 8, 15), "f", 9),
        "grade": "lower",
        "family": "two_jobs",
        "guardian_consent": "on",
    }
    answer = quotas.ask_for_place(by=worker.actor, pool_id=pool_id, key=uuid7(), answers=child)
    assert answer.booking_id
    speaks = now + timedelta(days=4)
    return (
        pool_id,
        answer.booking_id,
        quotas.announce_draw(by=county, pool_id=pool_id, source="收盘指数", speaks_at=speaks),
    )


def _picture() -> ContentFile:
    content = BytesIO()
    Image.new("RGB", (60, 60), "white").save(content, "PNG")
    return ContentFile(content.getvalue(), name="证书.png")


def _evidence(world: World, case_id: UUID) -> UUID:
    """Handed in with the application."""
    worker = world["worker"]
    stored = files.store(by=worker.actor, owner_id=worker.id, purpose="case-evidence", upload=_picture())
    case = Case.objects.get(id=case_id)
    case.answers = {
        name: [str(stored.id)] if isinstance(value, list) else value for name, value in case.answers.items()
    }
    case.save(update_fields=["answers"])
    return stored.id


def _photo(world: World, case_id: UUID) -> UUID:
    """Taken at a visit."""
    officer = world["grassroots_officer"]
    stored = files.store(by=officer.actor, owner_id=world["worker"].id, purpose="case-visit", upload=_picture())
    CaseStep.objects.create(
        case_id=case_id, seq=90, kind="visit", at=clock.now(), actor_id=officer.id, actor_label=officer.name,
        details={"photos": [str(stored.id)]},
    )  # fmt: skip
    return stored.id


def _objected(world: World, token: str, case_id: UUID) -> UUID:
    """Somebody objects, it does not hold, the days go by."""
    objection_id = casework.object_to(
        notice_token=token, ref=case_id, name="高向东", phone="13900001111", text="听说她上个月已经退学了，请核实一下。"
    )
    casework.settle_objection(
        by=world["municipal_officer"].actor,
        objection_id=objection_id,
        upheld=False,
        finding="学校确认在读，异议不成立。",
    )
    with clock.frozen("2026-12-02"):
        notices.end_due()
        drain()
    return objection_id


def _visited(world: World) -> UUID:
    """A second case: the town is to visit the family."""
    town, mother = world.unions["shangjie"], world["mother"]
    definition = catalogue.definition("hardship-aid")
    assert definition
    stage = next(n for n, stage in enumerate(definition.chain) if stage.kind == "visit")
    case = Case.objects.create(
        number="261123-00000009", service="hardship-aid", version=definition.version, period="2026", subject_kind="person",
        subject_id=mother.id, person_id=mother.id, who="郑*", union_id=world.unions["ronghe"].id, path=world.unions["ronghe"].path,
        origin="applied", state="review", stage=stage, waiting_union_id=town.id, waiting_role="aid", due_on=clock.today(),
        created_at=clock.now(), applied_at=clock.now(),
    )  # fmt: skip
    return case.id


def _judged(world: World, file_id: UUID) -> UUID:
    """A third one is with a jury, on which a finance officer of the city sits as an expert."""
    city, worker = world.unions["city"], world["worker"]
    definition = catalogue.definition("craftsman")
    assert definition
    stage = next(n for n, stage in enumerate(definition.chain) if stage.kind == "jury")
    case = Case.objects.create(
        number="261123-00000010", service="craftsman", version=definition.version, period="2026", subject_kind="person",
        subject_id=worker.id, person_id=worker.id, who="林*", union_id=world.unions["ronghe"].id, path=world.unions["ronghe"].path,
        origin="applied", state="review", stage=stage, waiting_union_id=city.id, waiting_role="reviewer", due_on=clock.today(),
        created_at=clock.now(), applied_at=clock.now(), answers={"works": [str(file_id)]},
    )  # fmt: skip
    Juror.objects.create(
        case_id=case.id,
        stage=stage,
        person_id=world["finance_officer"].id,
        seat=1,
        kind="expert",
        seated_at=clock.now(),
    )
    return case.id


def _message(person_id: UUID) -> UUID:
    drain()
    return messages.inbox(person_id=person_id, limit=1)[0].id


def _batch(world: World) -> UUID:
    finance = world["finance_officer"].actor
    waiting = [payout.id for payout in ledger.payouts_visible_to(finance, state="waiting")]
    batch_id = ledger.prepare_batch(by=finance, payout_ids=waiting)
    ledger.submit_batch(by=finance, batch_id=batch_id)
    ledger.release_batch(by=world["second_finance_officer"].actor, batch_id=batch_id)
    return batch_id


def _upload(world: World) -> UUID:
    book = Workbook()
    book.active.append(["姓名", "证件号码", "所属工会", "入会日期"])
    book.active.append(["林秀琴", world["worker"].id_number, "榕和食品有限公司工会委员会", "2020-03-02"])
    content = BytesIO()
    book.save(content)
    upload = ContentFile(content.getvalue(), name="名册.xlsx")
    return workbooks.take(by=world["county_officer"].actor, kind="roster", upload=upload).id


def _notice(world: World) -> str:
    ledger.appropriate(
        by=SYSTEM, union_id=world.unions["minhou"].id, fund="learning", year=2026, amount_fen=500_000, basis="测试预算"
    )
    return notices.publish_notice(
        by=SYSTEM, union_id=world.unions["minhou"].id, title="关于拟帮扶困难职工的公示", service="hardship-aid", stage=2,
        rows=[notices.Row(uuid7(), "高*花", "鸿尾乡锦尚制衣有限公司", "5 千–1 万元", "相对困难")], working_days=5, legal="consent",
    ).token  # fmt: skip
