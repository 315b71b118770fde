"""The tables of campaigns."""

from __future__ import annotations

from niangjia.campaigns.models.campaign import Campaign, Participation, Question
from niangjia.campaigns.models.wall import Entry, Like, Report

__all__ = ["Campaign", "Entry", "Like", "Participation", "Question", "Report"]
