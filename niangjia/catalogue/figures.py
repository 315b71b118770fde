"""Figures that the catalogue itself answers."""

from __future__ import annotations

from niangjia.base.declare import Figure

# A preview is announced, not online. The definition says so in its own words: that line of the published text is read.
_OPEN = r"""
    from catalogue_service_version v join catalogue_service s on s.id = v.service_id
    where v.state = 'published' and v.text !~ '(?n)^state:\s*["'']?preview'
"""

FIGURES = (
    Figure(
        key="online_services",
        zh="数字工会服务",
        en="online services on the full chain",
        unit="services",
        period="now",
        # The same for every part of the city: a service is open to all of it.
        sql=f"select count(*) {_OPEN}",
        drill=f"""
            select v.published_on as day, s.key as title, '' as who, '' as where_, null::bigint as amount,
                   'service' as link_kind, s.id as link_id {_OPEN}
        """,
    ),
)
