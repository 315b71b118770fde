"""Run inside pretix (``python -m pretix shell``): an organiser, an event, one product with a quota, an API token. Prints them as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

from django_scopes import scopes_disabled
from pretix.base.models import Event, Organizer, Team
from pretix.base.models.organizer import TeamAPIToken

with scopes_disabled():
    organizer = Organizer.objects.create(name="Union", slug="union")
    event = Event.objects.create(
        organizer=organizer, name="Places", slug="places", currency="CNY", date_from=datetime(2099, 1, 1, tzinfo=UTC), live=True,
        plugins="pretix.plugins.banktransfer",
    )  # fmt: skip
    item = event.items.create(name="Place", default_price=0)
    quota = event.quotas.create(name="Places", size=int(os.environ["PLACES"]))
    quota.items.add(item)
    team = Team.objects.create(
        organizer=organizer, name="API", all_events=True, all_event_permissions=True, all_organizer_permissions=True
    )
    token = TeamAPIToken.objects.create(team=team, name="bench")
sys.stdout.write(json.dumps({"token": token.token, "item": item.id}) + "\n")
