"""The messages package for Django."""

from __future__ import annotations

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The label is not "messages": that one is Django's own."""

    name = "niangjia.messages"
    label = "niangjia_messages"
