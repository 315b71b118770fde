"""What is known for criteria: whether a proof of being single holds, and whether somebody may not come."""

from __future__ import annotations

from niangjia.base.declare import Fact, FactSource

SOURCES = (
    FactSource(
        key="meetings",
        subject="person",
        source="meetings",
        zh="交友联谊",
        en="meetings of singles",
        facts=(
            Fact("meeting.single_proof", "bool", "单身证明在有效期内", "proof of being single holds"),
            Fact("meeting.barred", "bool", "被暂停参加交友联谊", "barred from meetings of singles"),
        ),
        # Without a proof that holds it is not known whether she is single: that is no no.
        sql="""
            select p.id, s.holds as meeting__single_proof, b.person_id is not null as meeting__barred
            from unnest(p_ids) as p(id)
            left join (
                select person_id, true as holds from pairs_proof
                where person_id = any(p_ids) and state = 'accepted' and valid_until >= p_today group by person_id) s
              on s.person_id = p.id
            left join (
                select person_id from pairs_bar
                where person_id = any(p_ids) and lifted_at is null and (until is null or until >= p_today) group by person_id) b
              on b.person_id = p.id
        """,
    ),
)
