"""What is known of unions and employers, for criteria."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource

SOURCES = (
    FactSource(
        key="tree",
        subject="union",
        source="tree",
        zh="工会组织库",
        en="register of unions",
        facts=(
            Fact("union.level", "text", "级别", "level"),
            Fact("union.kind", "text", "类型", "kind"),
            Fact("union.active", "bool", "在运行", "in being"),
            Fact("union.founded_on", "date", "建会日期", "founded on"),
            Fact("union.region", "text", "行政区划代码", "region code"),
            Fact("union.has_account", "bool", "有收款账户", "has a bank account"),
            Fact("union.has_employer", "bool", "有对应单位", "stands in an employer"),
            Fact("union.employer_active", "bool", "单位在业", "its employer is in business"),
            Fact("union.state_controlled", "bool", "单位为国有或国有控股", "its employer is state-controlled"),
            Fact(
                "union.public_body",
                "bool",
                "单位为机关或财政保障的事业单位",
                "its employer is a state-funded public body",
            ),
        ),
        sql="""
            select u.id, u.level as union__level, u.kind as union__kind,
                   (u.dissolved_on is null or u.dissolved_on > p_today) as union__active,
                   u.founded_on as union__founded_on, nullif(u.region_code, '') as union__region,
                   (a.id is not null) as union__has_account, (e.id is not null) as union__has_employer,
                   (e.status = 'active') as union__employer_active,
                   e.state_controlled as union__state_controlled, e.public_body as union__public_body
            from unions_union u
            left join unions_enterprise e on e.id = u.employer_id
            left join unions_account a on a.union_id = u.id
            where u.id = any(p_ids)
        """,
    ),
    FactSource(
        key="below",
        subject="union",
        source="tree",
        zh="工会组织库",
        en="register of unions",
        facts=(Fact("union.enterprises", "int", "有工会的企业数", "enterprises with a union, with all below"),),
        sql="""
            select u.id, coalesce(c.amount, 0)::int as union__enterprises
            from unions_union u left join unions_counted(p_ids, array['enterprises'], p_today) c on c.id = u.id
            where u.id = any(p_ids)
        """,
    ),
    FactSource(
        key="employer",
        subject="enterprise",
        source="employer",
        zh="单位库",
        en="register of employers",
        facts=(
            Fact("enterprise.status", "text", "经营状态", "status"),
            Fact("enterprise.industry", "text", "行业", "industry"),
            Fact("enterprise.region", "text", "行政区划代码", "region code"),
            Fact("enterprise.state_controlled", "bool", "国有或国有控股", "state-controlled"),
            Fact("enterprise.public_body", "bool", "机关或财政保障的事业单位", "state-funded public body"),
            Fact("enterprise.has_union", "bool", "已建会", "has a union"),
        ),
        sql="""
            select e.id, e.status as enterprise__status, nullif(e.industry, '') as enterprise__industry,
                   nullif(e.region_code, '') as enterprise__region, e.state_controlled as enterprise__state_controlled,
                   e.public_body as enterprise__public_body,
                   exists (select from unions_union u where u.employer_id = e.id and u.dissolved_on is null) as
                   enterprise__has_union
            from unions_enterprise e
            where e.id = any(p_ids)
        """,
    ),
)
