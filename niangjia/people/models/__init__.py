"""People and what the union keeps about them."""

from __future__ import annotations

from niangjia.people.models.login import Login
from niangjia.people.models.membership import Membership
from niangjia.people.models.person import Identity, Person
from niangjia.people.models.post import Post
from niangjia.people.models.relative import Relative
from niangjia.people.models.study import Study
from niangjia.people.models.told import Declined, Told

__all__ = ["Declined", "Identity", "Login", "Membership", "Person", "Post", "Relative", "Study", "Told"]
