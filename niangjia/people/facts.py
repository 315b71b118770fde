"""What is known of people, for criteria; and of unions through their members."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource, FactType
from niangjia.people.rules.questions import OWN

MEMBERSHIP = FactSource(
    key="membership",
    subject="person",
    source="membership",
    zh="会籍库",
    en="register of members",
    facts=(
        Fact("member.status", "text", "会籍", "membership"),
        Fact("member.since", "date", "入会日期", "member since"),
        Fact("member.union_level", "text", "所在工会级别", "level of the union"),
    ),
    # Who is known and has no membership is "none", which is known, not unknown.
    sql="""
        select p.id, coalesce(m.status, gone.status, 'none') as member__status, m.since as member__since,
               u.level as member__union_level
        from people_person p
        left join people_membership m
            on m.person_id = p.id and m.person_id = any(p_ids) and m.status in ('active', 'retained')
        left join unions_v_union u on u.id = m.union_id
        left join lateral (
            select g.status from people_membership g where g.person_id = p.id and m.id is null
            order by g.until desc, g.id desc limit 1) gone on true
        where p.id = any(p_ids)
    """,
)
PERSON = FactSource(
    key="person",
    subject="person",
    source="person",
    zh="职工库",
    en="register of workers",
    facts=(
        Fact("person.born", "date", "出生日期", "date of birth"),
        Fact("person.sex", "text", "性别", "sex"),
        Fact("person.identified", "bool", "已实名", "identified"),
        Fact("person.migrant_worker", "bool", "农民工", "migrant worker"),
        Fact("person.employment", "text", "用工形式", "form of employment"),
        Fact("person.at_work", "text", "就业状态", "state of employment"),
        Fact("person.new_form", "text", "新就业形态", "new form of employment"),
        Fact("person.skill", "text", "技术等级", "level of skill"),
        Fact("person.frontline", "bool", "一线职工", "front-line worker"),
        Fact("person.manager", "bool", "单位负责人", "head of the employer"),
        Fact("person.cadre", "bool", "机关事业单位干部", "cadre of a public body"),
    ),
    sql="""
        select p.id, p.born as person__born, nullif(p.sex, '') as person__sex,
               (p.identified_on is not null) as person__identified, p.migrant_worker as person__migrant_worker,
               nullif(p.employment, '') as person__employment, nullif(p.at_work, '') as person__at_work,
               nullif(p.new_form, '') as person__new_form, nullif(p.skill, '') as person__skill,
               p.frontline as person__frontline, p.manager as person__manager, p.cadre as person__cadre
        from people_person p
        where p.id = any(p_ids)
    """,
)
EDUCATION = FactSource(
    key="education",
    subject="person",
    source="education",
    zh="学籍名单",
    en="lists of students",
    facts=(
        Fact("study.enrolled", "bool", "本学年在读", "enrolled this school year"),
        Fact("study.level", "text", "层次", "level of study"),
        Fact("study.school_year", "text", "学年", "school year"),
        Fact("study.passed", "bool", "考核合格", "passed the assessment"),
        Fact("study.punished", "bool", "受过处分", "punished by the school"),
    ),
    # The school year runs from 1 September to 31 August.
    sql="""
        select s.person_id as id, s.enrolled as study__enrolled, s.level as study__level,
               s.school_year as study__school_year, s.passed as study__passed, s.punished as study__punished, s.reported_on
        from people_study s
        where s.person_id = any(p_ids)
          and s.school_year = extract(year from p_today - interval '8 months')::int
              || '-' || extract(year from p_today - interval '8 months')::int + 1
    """,
    as_of="reported_on",
    silent_after=400,  # one list a school year
)
TOLD_LABELS = {
    "children": ("孩子在读的阶段", "stages of the children"),
    "sanitation": ("环卫工人", "sanitation worker"),
    "insured": ("参加职工医保", "in employees' medical insurance"),
    "home_region": ("老家", "home region"),
    "stays_at_spring": ("留在福州过春节", "stays for Spring Festival"),
    "single": ("单身", "single"),
    "getting_married": ("一年内结婚", "marries within the year"),
    "startup": ("创业", "starts a business"),
}
_TYPES: dict[str, FactType] = {"yes_no": "bool", "one": "text", "several": "texts"}
_VALUES = {
    "yes_no": "bool_or(t.answer = 'yes') filter (where t.question = '{key}') as self__{key}",
    "one": "max(t.answer) filter (where t.question = '{key}') as self__{key}",
    "several": "string_to_array(max(t.answer) filter (where t.question = '{key}'), ',') as self__{key}",
}

TOLD = FactSource(
    key="told",
    subject="person",
    source="self",
    zh="本人说的",
    en="told by the person",
    facts=tuple(Fact(q.fact, _TYPES[q.kind], *TOLD_LABELS[q.key]) for q in OWN),
    # An answer holds for its days, then it is unknown again. The day is that of the oldest answer that holds.
    sql=f"""
        select t.person_id as id, {", ".join(_VALUES[q.kind].format(key=q.key) for q in OWN)}, min(t.told_on) as told_on
        from people_told t
        join (values {", ".join(f"('{q.key}', {q.days})" for q in OWN)}) as q(key, days) on q.key = t.question
        where t.person_id = any(p_ids) and t.answer is not null and t.told_on > p_today - q.days
        group by t.person_id
    """,
    as_of="told_on",
)
MEMBERS = FactSource(
    key="members",
    subject="union",
    source="membership",
    zh="会籍库",
    en="register of members",
    facts=(Fact("union.members", "int", "会员人数", "members", unit="people"),),
    sql="""
        select u.id, coalesce(c.amount, 0)::int as union__members
        from unions_v_union u left join unions_counted(p_ids, array['members'], p_today) c on c.id = u.id
        where u.id = any(p_ids)
    """,
)
POSTS = FactSource(
    key="posts",
    subject="person",
    source="posts",
    zh="工会干部库",
    en="register of officers",
    facts=(
        Fact("post.chair", "bool", "是基层工会主席", "chairs a grassroots union"),
        Fact("post.private", "bool", "单位为非公企业", "the employer is private"),
        Fact("post.members", "int", "所在工会会员人数", "members of her union", unit="people"),
    ),
    # Who chairs several unions is taken with the oldest post; who chairs none is known not to.
    sql="""
        select p.id, c.union_id is not null as post__chair, c.private as post__private, c.members as post__members
        from people_person p
        left join lateral (
            select k.union_id, not e.state_controlled and not e.public_body as private,
                   (select count(*)::int from people_membership m
                    where m.union_id = k.union_id and m.status = 'active') as members
            from people_post k
            join unions_v_union u on u.id = k.union_id and u.level = 'grassroots'
            left join unions_v_enterprise e on e.id = u.employer_id
            where k.person_id = p.id and k.role = 'leader' and k.until is null
            order by k.since, k.id limit 1) c on true
        where p.id = any(p_ids)
    """,
)
SOURCES = (MEMBERSHIP, PERSON, EDUCATION, TOLD, MEMBERS, POSTS)
