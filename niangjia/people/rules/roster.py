"""Judging the rows of a members' roster, one by one. Pure: what the database knows is compared afterwards, in sets.

Fields and their marks: domain rules of joining (总工办发〔2017〕14号 and the federation's template).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from niangjia.base.spreadsheets import Cell, Row, as_date, as_text
from niangjia.kernel import resident_id, uscc
from niangjia.kernel.imports import Remark
from niangjia.kernel.phone import parse_mobile
from niangjia.kernel.resident_id import Flaw, Kind, ResidentId
from niangjia.kernel.text import N_, clean_name, unsafe_text

WORKING_AGE = 16  # 劳动法 Art.15: nobody under sixteen is employed
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "会员姓名"),
    "id_kind": ("证件类型", "证件种类"),
    "id_number": ("证件号码", "证件号", "身份证号", "身份证号码"),
    "sex": ("性别",),
    "born": ("出生日期", "出生年月日"),
    "nation": ("民族",),
    "education": ("学历", "文化程度"),
    "phone": ("手机号码", "手机号", "手机", "联系电话"),
    "employer": ("工作单位", "单位名称"),
    "uscc": ("统一社会信用代码", "单位统一社会信用代码"),
    "union": ("所属工会", "工会名称", "基层工会"),
    "joined": ("入会日期", "入会时间"),
    "at_work": ("就业状态", "就业状况"),
    "employment": ("用工形式", "用工类型"),
    "migrant": ("是否农民工", "农民工"),
    "new_form": ("新就业形态类别", "新就业形态"),
    "skill": ("技术等级", "技能等级"),
    "title": ("职称",),
}
REQUIRED = ("name", "id_number", "union", "joined")

ID_KINDS = {
    "居民身份证": Kind.RESIDENT,
    "身份证": Kind.RESIDENT,
    "港澳台居民居住证": Kind.HMT_PERMIT,
    "港澳居民居住证": Kind.HMT_PERMIT,
    "台湾居民居住证": Kind.HMT_PERMIT,
    "外国人永久居留身份证": Kind.FOREIGNER,
    "外国人永久居留证": Kind.FOREIGNER,
    "护照": Kind.PASSPORT,
    "港澳居民来往内地通行证": Kind.PASSPORT,
    "台湾居民来往大陆通行证": Kind.PASSPORT,
}
SEXES = {"男": "m", "女": "f", "男性": "m", "女性": "f"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "at_work": {
        "在职": "employed",
        "在岗": "employed",
        "退休": "retired",
        "离岗": "off_duty",
        "下岗": "laid_off",
        "失业": "unemployed",
    },
    "employment": {
        "合同制": "contract",
        "劳动合同": "contract",
        "劳务派遣": "dispatch",
        "派遣": "dispatch",
        "灵活就业": "flexible",
        "灵活": "flexible",
        "平台用工": "platform",
        "平台": "platform",
    },
    "new_form": {
        "货车司机": "truck",
        "网约车司机": "ride_hailing",
        "快递员": "courier",
        "外卖配送员": "delivery",
        "外卖员": "delivery",
        "网约送餐员": "delivery",
        "其他": "other",
    },
    "skill": {
        "初级工": "junior",
        "中级工": "middle",
        "高级工": "senior",
        "技师": "technician",
        "高级技师": "senior_tech",
        "特级技师": "chief_tech",
        "首席技师": "master_tech",
        "学徒工": "apprentice",
    },
}
YES_NO = {"是": True, "否": False, "有": True, "无": False}
LENGTHS = {"name": 60, "employer": 120, "nation": 20, "education": 20, "title": 30}
STRICT = frozenset({"id_number", "phone", "born", "joined"})
NAMES = frozenset({"name", "employer", "union"})

REASONS = {
    "missing_name": N_("没有写姓名。"),
    "unsafe_text": N_("这一行有公式、网页代码或看不见的控制字符，不能收。"),
    "too_long": N_("有一格太长了，请写全称，不要写说明。"),
    "missing_id": N_("没有写证件号码。"),
    "bad_id_kind": N_("证件类型不认识。可以写：居民身份证、港澳台居民居住证、外国人永久居留身份证、护照。"),
    Flaw.BAD_LENGTH.value: N_("证件号码的位数不对。"),
    Flaw.BAD_CHARACTER.value: N_("证件号码里有不该有的字符。"),
    Flaw.IMPOSSIBLE_DATE.value: N_("证件号码里的出生日期不存在。"),
    Flaw.BAD_CHECK_DIGIT.value: N_("证件号码的校验位对不上，多半是抄错了一位。"),
    "bad_sex": N_("性别请写男或女。"),
    "sex_conflict": N_("性别和证件号码对不上。"),
    "bad_birth": N_("出生日期认不出来，请写成 1990-01-31 这样。"),
    "birth_conflict": N_("出生日期和证件号码对不上。"),
    "missing_birth": N_("这种证件号码里没有出生日期，请填写出生日期。"),
    "bad_phone": N_("手机号码不对，应是 11 位、1 开头。"),
    "bad_uscc": N_("统一社会信用代码不对：应是 18 位数字和大写字母，没有 I、O、S、V、Z。"),
    "missing_union": N_("没有写所属工会。"),
    "unknown_union": N_("系统里没有这个工会，请核对全称，或者先导入工会。"),
    "ambiguous_union": N_("叫这个名称的工会不止一个，请到那个工会的页面里导入。"),
    "outside_reach": N_("这个工会不在你的权限范围里。"),
    "missing_join": N_("没有写入会日期。"),
    "bad_join": N_("入会日期认不出来，请写成 2024-01-31 这样。"),
    "future_join": N_("入会日期在今天之后。"),
    "under_age": N_("入会那天还不满 16 岁。"),
    "duplicate": N_("这个证件号码在前面已经出现过。"),
    "member_elsewhere": N_("这位职工的会籍在别的工会，可以办理会籍转接。"),
    "deceased": N_("系统里这位会员已登记去世，请先核对。"),
    "uscc_check": N_("统一社会信用代码的校验位对不上，先收下了，请核对执照。"),
    "missing_phone": N_("没有写手机号码，先收下了。没有手机号，本人登录不了。"),
    "unknown_choice": N_("就业状态、用工形式、新就业形态或技术等级里有不认识的写法，这一格先空着。"),
    "name_differs": N_("姓名和已核实的不一样，姓名没有改。"),
}


@dataclass(frozen=True, slots=True)
class KnownUnion:
    """A union as the roster may name it."""

    id: UUID
    path: str


@dataclass(slots=True)
class Candidate:
    """An accepted row in the code's own words. Empty text and None: the roster does not say."""

    row: int
    name: str
    id_kind: str
    id_number: str
    sex: str
    born: date | None
    phone: str
    union_id: UUID
    joined: date
    nation: str = ""
    education: str = ""
    employer_name: str = ""
    employer_uscc: str = ""
    at_work: str = ""
    employment: str = ""
    new_form: str = ""
    skill: str = ""
    title: str = ""
    migrant: bool | None = None
    warnings: list[str] = field(default_factory=list)


class _Refused(Exception):
    """A row fails; carries the reason key."""


class RosterJudge:
    """Judges rows in the order of the sheet; remembers numbers, so that a repeated one names the row it repeats."""

    def __init__(
        self,
        *,
        unions: Mapping[str, Sequence[KnownUnion]],
        today: date,
        within_reach: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """``unions``: by cleaned full name. ``within_reach``: whether the actor may import for a union at this path."""
        self._unions, self._today, self._within_reach = unions, today, within_reach
        self._first: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._sound: set[str] = set()
        self._chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._codes: dict[str, uscc.Uscc] = {}
        self._places: dict[str, KnownUnion | str] = {}

    def judge(self, row: Row) -> Candidate | Remark:
        """The row as a candidate, or why not. Blank rows are the caller's to count."""
        try:
            candidate = self._candidate(row)
        except _Refused as refused:
            return Remark(row.number, str(refused))
        earlier = self._first.setdefault(candidate.id_number, row.number)
        return candidate if earlier == row.number else Remark(row.number, "duplicate", same_as=earlier)

    def _candidate(self, row: Row) -> Candidate:
        cells = row.cells
        texts = {key: self._text(cells.get(key)) for key in ("nation", "education", "title", "employer")}
        name = self._name(cells.get("name"))
        self._refuse_unsafe(cells, texts)
        document = self._document(cells)
        candidate = Candidate(
            row=row.number,
            name=name,
            id_kind=document.kind.value,
            id_number=document.number,
            sex=self._sex(cells, document),
            born=self._born(cells, document),
            phone=self._phone(cells),
            union_id=UUID(int=0),
            joined=self._today,
            nation=texts["nation"],
            education=texts["education"],
            title=texts["title"],
            employer_name=clean_name(texts["employer"]),
        )
        candidate.employer_uscc = self._uscc(cells, candidate)
        candidate.union_id = self._union(cells).id
        candidate.joined = self._joined(cells, candidate.born)
        self._choices(cells, candidate)
        if not candidate.phone:
            candidate.warnings.append("missing_phone")
        return candidate

    def _text(self, cell: Cell) -> str:
        """``as_text``; the same few hundred words fill most cells of a roster, so they are cleaned once."""
        if not isinstance(cell, str):
            return as_text(cell)
        if cell not in self._texts:
            self._texts[cell] = as_text(cell)
        return self._texts[cell]

    @staticmethod
    def _name(cell: Cell) -> str:
        name = clean_name(as_text(cell))
        if not name:
            raise _Refused("missing_name")
        if len(name) > LENGTHS["name"]:
            raise _Refused("too_long")
        return name

    def _refuse_unsafe(self, cells: Mapping[str, Cell], texts: Mapping[str, str]) -> None:
        """Every free text of the row, as it stood; numbers and days have stricter readers of their own."""
        for key, cell in cells.items():
            if key in STRICT or not isinstance(cell, str) or cell in self._sound:
                continue
            if not unsafe_text(cell, name=True):
                if key != "name":
                    self._sound.add(cell)
            elif key in NAMES or unsafe_text(cell):
                raise _Refused("unsafe_text")
        if any(len(text) > LENGTHS[key] for key, text in texts.items()):
            raise _Refused("too_long")

    def _document(self, cells: Mapping[str, Cell]) -> ResidentId:
        kind_text, number = self._text(cells.get("id_kind")), as_text(cells.get("id_number"))
        if kind_text and kind_text not in ID_KINDS:
            raise _Refused("bad_id_kind")
        if not number:
            raise _Refused("missing_id")
        parsed = resident_id.parse(number, ID_KINDS.get(kind_text))
        if isinstance(parsed, Flaw):
            raise _Refused(parsed.value)
        if parsed.birth and parsed.birth > self._today:
            raise _Refused(Flaw.IMPOSSIBLE_DATE.value)
        return parsed

    def _sex(self, cells: Mapping[str, Cell], document: ResidentId) -> str:
        text = self._text(cells.get("sex"))
        said = SEXES.get(text, "")
        if text and not said:
            raise _Refused("bad_sex")
        true = SEXES.get(document.sex or "", "")
        if said and true and said != true:
            raise _Refused("sex_conflict")
        return true or said

    @staticmethod
    def _born(cells: Mapping[str, Cell], document: ResidentId) -> date:
        cell = cells.get("born")
        said = as_date(cell)
        if said is None and as_text(cell):
            raise _Refused("bad_birth")
        if said and document.birth and said != document.birth:
            raise _Refused("birth_conflict")
        born = document.birth or said
        if born is None:
            raise _Refused("missing_birth")
        return born

    @staticmethod
    def _phone(cells: Mapping[str, Cell]) -> str:
        text = as_text(cells.get("phone"))
        phone = parse_mobile(text) if text else ""
        if phone is None:
            raise _Refused("bad_phone")
        return phone

    def _uscc(self, cells: Mapping[str, Cell], candidate: Candidate) -> str:
        text = self._text(cells.get("uscc"))
        if not text:
            return ""
        if text not in self._codes:
            self._codes[text] = uscc.parse(text)
        code = self._codes[text]
        if code.flaw == "bad_uscc":
            raise _Refused("bad_uscc")
        if code.flaw:
            candidate.warnings.append(code.flaw)
        return code.code

    def _union(self, cells: Mapping[str, Cell]) -> KnownUnion:
        text = self._text(cells.get("union"))
        if text not in self._places:
            self._places[text] = self._place(clean_name(text))
        place = self._places[text]
        if isinstance(place, str):
            raise _Refused(place)
        return place

    def _place(self, name: str) -> KnownUnion | str:
        if not name:
            return "missing_union"
        found = self._unions.get(name, ())
        if not found:
            return "unknown_union"
        reached = [union for union in found if self._within_reach(union.path)]
        if not reached:
            return "outside_reach"
        return reached[0] if len(reached) == 1 else "ambiguous_union"

    def _joined(self, cells: Mapping[str, Cell], born: date | None) -> date:
        cell = cells.get("joined")
        joined = as_date(cell)
        if joined is None:
            raise _Refused("bad_join" if as_text(cell) else "missing_join")
        if joined > self._today:
            raise _Refused("future_join")
        if born and years_between(born, joined) < WORKING_AGE:
            raise _Refused("under_age")
        return joined

    def _choices(self, cells: Mapping[str, Cell], candidate: Candidate) -> None:
        """Few combinations fill a whole roster, so each is looked up once."""
        said = tuple(self._text(cells.get(key)) for key in CHOICES)
        if said not in self._chosen:
            self._chosen[said] = tuple(words.get(text, "") for text, words in zip(said, CHOICES.values(), strict=True))
        chosen = self._chosen[said]
        candidate.at_work, candidate.employment, candidate.new_form, candidate.skill = chosen
        candidate.migrant = YES_NO.get(self._text(cells.get("migrant")))
        if any(text and not choice for text, choice in zip(said, chosen, strict=True)):
            candidate.warnings.append("unknown_choice")


def years_between(born: date, day: date) -> int:
    """Full years of age on ``day``; who is born on 29 February ages on 1 March of common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
