"""The report's six chapters, and how its numbers, units and periods are said."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report: its sign, title, one line, and the figures it tells, in the report's order."""

    sign: str
    title: str
    motto: str
    keys: tuple[str, ...]


CHAPTERS = (
    Chapter(
        N_("一"), N_("建功"), N_("在岗位上比出来，在班组里传下去"),
        (
            "contests", "contest_units", "contest_participations", "garden_contest_teams", "garden_contest_workers",
            "model_workers", "model_studios", "innovations", "five_small_awards", "craftsmen", "paired_workers",
            "incubator_area", "incubator_teams", "incubator_taiwan_teams", "incubator_jobs", "startup_fund_per_year",
        ),
    ),
    Chapter(
        N_("二"), N_("成长"), N_("学历、技能、课堂，学了就能用"),
        (
            "study_grant_people", "study_grant_yuan", "study_grant_graduates", "academy_bases", "academy_workers",
            "academy_practice_in_enterprise", "academy_enterprise_teachers", "open_classes", "palace_training_area",
        ),
    ),
    Chapter(
        N_("三"), N_("温暖"), N_("钱从哪里来，到了谁手里"),
        (
            "aid_raised_per_year", "aid_cap", "warmth_raised", "warmth_people", "mutual_aid_people", "matchmaking_people",
            "wedding_years", "wedding_couples",
        ),
    ),
    Chapter(
        N_("四"), N_("维权"), N_("有人说理，有地方说理"),
        (
            "park_disputes", "park_disputes_settled", "supervision_committees", "court_studios", "lawyers",
            "monitored_enterprises", "bargaining_rate", "bargaining_workers", "pandemic_relief_yuan", "dues_refund_yuan",
        ),
    ),
    Chapter(
        N_("五"), N_("组织"), N_("哪里有职工，哪里就有娘家"),
        (
            "committee_frontline_share", "new_unions", "new_members", "industry_federations", "town_subsidy_yuan",
            "home_subsidy_yuan", "model_homes", "model_small_homes", "shared_homes", "social_workers",
            "part_time_vice_chairs", "joint_opinions",
        ),
    ),
    Chapter(
        N_("六"), N_("数字"), N_("办过的每件事，都能数得出来"),
        (
            "online_services", "online_training", "points_people", "campaign_participations", "data_interfaces",
            "national_honours", "provincial_honours",
        ),
    ),
)  # fmt: skip

UNITS = {
    "contests": N_("场"), "units": N_("家"), "participations": N_("人次"), "teams": N_("个"), "people": N_("人"),
    "studios": N_("个"), "innovations": N_("项"), "awards": N_("项"), "m2": N_("平方米"), "yuan/year": N_("元/年"),
    "yuan": N_("元"), "bases": N_("个"), "percent": N_("%"), "classes": N_("场"), "years": N_("届"), "couples": N_("对"),
    "cases": N_("件"), "unions": N_("家"), "enterprises": N_("家"), "homes": N_("个"), "attendances": N_("人次"),
    "services": N_("项"), "interfaces": N_("个"), "honours": N_("项"), "documents": N_("份"),
}  # fmt: skip
PERIODS = {
    "six_years": N_("六年"), "now": N_("当前"), "each_year": N_("每年"), "this_year": N_("今年"), "ever": N_("历来"),
}  # fmt: skip
COMPARED = {"eq": "", "gt": "> ", "ge": "≥ ", "le": "≤ ", "near": "≈ ", "approx": "≈ "}
AGREES = {
    "eq": N_("相等"), "gt": N_("超过"), "ge": N_("达到"), "le": N_("以内"), "near": N_("接近"), "approx": N_("相符"),
}  # fmt: skip
