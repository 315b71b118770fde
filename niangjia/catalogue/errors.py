"""What the catalogue refuses."""

from __future__ import annotations

from niangjia.kernel.errors import Refusal
from niangjia.kernel.text import N_


class ColumnsMissing(Refusal):
    """Facts were declared that the tables have no column for, and this database role may not add one."""

    key = "columns_missing"
    what = N_("事实表缺少这些列：{columns}。")
    todo = N_("请用表的所有者运行 niangjia migrate。")


class UnknownService(Refusal):
    key = "unknown_service"
    what = N_("没有叫 {service} 的服务。")
    todo = N_("请核对名称。")


class UnknownParameter(Refusal):
    """The current version of the service reads no such parameter, or the value is of another type."""

    key = "unknown_parameter"
    what = N_("服务 {service} 没有参数 {name}，或值的类型不对。")
    todo = N_("请核对定义里的参数。")
