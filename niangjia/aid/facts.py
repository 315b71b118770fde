"""What is known of families in difficulty, for criteria."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource

SOURCES = (
    FactSource(
        key="family",
        subject="person",
        source="civil-affairs",
        zh="困难职工家庭档案",
        en="file of families in difficulty",
        facts=(
            Fact("family.tier", "text", "困难档次", "tier of difficulty"),
            Fact("family.people", "int", "共同生活人数", "people in the family", unit="people"),
            Fact("family.per_capita_fen", "fen", "家庭月人均可支配收入", "disposable income a month and person"),
            Fact("family.check", "text", "经济状况核对结果", "result of the economic check"),
            Fact("family.homes", "int", "住房套数", "homes"),
            Fact("family.business", "bool", "有店铺或雇人经营", "owns a shop or employs others"),
            Fact("family.file", "text", "家庭档案", "family file"),
            Fact("family.state", "text", "档案状态", "state of the file"),
        ),
        # Without a check there is no day the answer is of: a criterion that asks for a fresh one then does not know.
        sql="""
            select f.person_id as id, f.tier as family__tier, f.people as family__people,
                   f.per_capita_fen as family__per_capita_fen, nullif(f.check_result, '') as family__check,
                   f.homes as family__homes, f.business as family__business, f.family_id::text as family__file,
                   f.state as family__state, f.checked_on
            from aid_family f
            where f.person_id = any(p_ids) and f.ended_on is null
        """,
        as_of="checked_on",
        silent_after=120,
    ),
)
