"""Why a command cannot work with the database that is there: said once, for all commands."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class DatabaseUnfit(Refusal):
    """The database is not there, or not one this version can work with."""

    key = "database_unfit"


class NotSetUp(DatabaseUnfit):
    """Nobody has made the tables: a home or a server that niangjia has never been started on."""

    key = "not_set_up"
    what = N_("还没有建库：{place} 里没有娘家的数据。")
    todo = N_("请先运行 make run（连同演示城市）或 niangjia migrate（只建库）。")


class Outdated(DatabaseUnfit):
    """The code has moved on and the database has not."""

    key = "outdated"
    what = N_("数据库比程序旧，还有 {waiting} 项迁移没有做。")
    todo = N_("请先运行 niangjia migrate，或用 make run 启动一次。")


class Unreachable(DatabaseUnfit):
    """No server answers there, it does not let us in, or it has gone away in the middle."""

    key = "unreachable"
    what = N_("连不上数据库（{place}）：{why}。")
    todo = N_("请核对 DATABASE_URL，看数据库服务器是否在运行；niangjia doctor 会逐项检查。")
