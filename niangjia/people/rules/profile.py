"""The words of a profile: what may stand in its coded fields, and what the codes mean to people."""

from __future__ import annotations

from niangjia.kernel.text import N_

SEXES = {"m": N_("男"), "f": N_("女")}
STATUSES = {
    "active": N_("在会"),
    "retained": N_("保留会籍"),
    "transferred": N_("已转出"),
    "withdrawn": N_("已退会"),
    "deceased": N_("已去世"),
}
LIVE = ("active", "retained")
EMPLOYMENT = {
    "contract": N_("劳动合同"),
    "dispatch": N_("劳务派遣"),
    "flexible": N_("灵活就业"),
    "platform": N_("平台用工"),
}
NEW_FORMS = {
    "truck": N_("货车司机"),
    "ride_hailing": N_("网约车司机"),
    "courier": N_("快递员"),
    "delivery": N_("外卖配送员"),
    "other": N_("其他"),
}
AT_WORK = {
    "employed": N_("在职"),
    "retired": N_("退休"),
    "off_duty": N_("离岗"),
    "laid_off": N_("下岗"),
    "unemployed": N_("失业"),
}
SKILLS = {
    "apprentice": N_("学徒工"),
    "junior": N_("初级工"),
    "middle": N_("中级工"),
    "senior": N_("高级工"),
    "technician": N_("技师"),
    "senior_tech": N_("高级技师"),
    "chief_tech": N_("特级技师"),
    "master_tech": N_("首席技师"),
}
RELATIONS = {
    "spouse": N_("配偶"),
    "child": N_("子女"),
    "parent": N_("父母"),
    "sibling": N_("兄弟姐妹"),
    "other": N_("其他亲属"),
}
INVERSE = {"spouse": "spouse", "child": "parent", "parent": "child", "sibling": "sibling", "other": "other"}
LEVELS_OF_STUDY = {"college": N_("专科"), "undergraduate": N_("本科"), "senior": N_("高中")}

CHOICES = {"employment": EMPLOYMENT, "new_form": NEW_FORMS, "at_work": AT_WORK, "skill": SKILLS}
TEXTS = {"employer_name": 120, "nation": 20, "education": 20, "title": 30}
YES_NO = ("migrant_worker", "frontline", "manager", "cadre")
FIELD_NAMES = {
    "employment": N_("用工形式"),
    "new_form": N_("新就业形态"),
    "at_work": N_("就业状态"),
    "skill": N_("技术等级"),
    "employer_name": N_("工作单位"),
    "employer_uscc": N_("统一社会信用代码"),
    "nation": N_("民族"),
    "education": N_("学历"),
    "title": N_("职称"),
    "migrant_worker": N_("是否农民工"),
    "frontline": N_("是否一线职工"),
    "manager": N_("是否单位负责人"),
    "cadre": N_("是否机关事业单位干部"),
}
EDITABLE = frozenset(FIELD_NAMES)
