"""The door of campaigns: quizzes, photo walls, wishes."""

from __future__ import annotations

from niangjia.campaigns.actions.at_the_wall import like_entry, report_entry
from niangjia.campaigns.actions.forget import clear_walls, forget
from niangjia.campaigns.actions.make_campaign import (
    NewCampaign,
    add_questions,
    campaign_rules,
    drop_question,
    edit_campaign,
    end_campaign,
    make_campaign,
    publish_campaign,
    widen_wall,
)
from niangjia.campaigns.actions.moderate import answer_wish, check_entry, take_down
from niangjia.campaigns.actions.own_entry import send_again, take_back_entry
from niangjia.campaigns.actions.take_part import Taken, take_part
from niangjia.campaigns.asked import questions_of
from niangjia.campaigns.definitions import campaign_services, is_campaign
from niangjia.campaigns.handing_in import HandedIn
from niangjia.campaigns.queries.campaigns import (
    CampaignView,
    campaign_for,
    campaign_of,
    campaign_seen,
    campaigns_for,
    campaigns_visible_to,
    taken_on,
)
from niangjia.campaigns.queries.export import data_of
from niangjia.campaigns.queries.wall import (
    Moderated,
    OwnEntry,
    WallEntry,
    entries_of,
    entry_for,
    how_many_wait,
    own_entry_of,
    queue,
    reported,
    wall,
    wall_entry,
)
from niangjia.campaigns.question_files import QuestionFile, read_questions
from niangjia.campaigns.rules.asking import Asked, Marked
from niangjia.campaigns.rules.names import COUNTY_AND_ABOVE, ENTRY_STATES, KINDS, REPORTS, STATES, WALL_DAYS
from niangjia.campaigns.rules.question_rows import NewQuestion, Refused, question_of

__all__ = [
    "COUNTY_AND_ABOVE",
    "ENTRY_STATES",
    "KINDS",
    "REPORTS",
    "STATES",
    "WALL_DAYS",
    "Asked",
    "CampaignView",
    "HandedIn",
    "Marked",
    "Moderated",
    "NewCampaign",
    "NewQuestion",
    "OwnEntry",
    "QuestionFile",
    "Refused",
    "Taken",
    "WallEntry",
    "add_questions",
    "answer_wish",
    "campaign_for",
    "campaign_of",
    "campaign_rules",
    "campaign_seen",
    "campaign_services",
    "campaigns_for",
    "campaigns_visible_to",
    "check_entry",
    "clear_walls",
    "data_of",
    "drop_question",
    "edit_campaign",
    "end_campaign",
    "entries_of",
    "entry_for",
    "forget",
    "how_many_wait",
    "is_campaign",
    "like_entry",
    "make_campaign",
    "own_entry_of",
    "publish_campaign",
    "question_of",
    "questions_of",
    "queue",
    "read_questions",
    "report_entry",
    "reported",
    "send_again",
    "take_back_entry",
    "take_down",
    "take_part",
    "taken_on",
    "wall",
    "wall_entry",
    "widen_wall",
]
