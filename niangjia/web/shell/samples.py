"""Invented values for the gallery's phone pages, agreeing with each other: one family, one autumn."""

from __future__ import annotations

from types import SimpleNamespace

from niangjia.web.shell.parts import Alternative, Chip, Criterion, Day, Defect, Known, Moment

NEAR = ["yes", "yes", "yes", "yes", "unk"]
NO = ["yes", "yes", "no", "no"]

CRITERIA = [
    Criterion(
        None,
        "孩子的就学阶段",
        "下面符合一种就行",
        alternatives=[
            Alternative(None, "今年考上大学：还不知道", "教育部门名单 8 月 20 日才到"),
            Alternative(False, "在读高中或中职：不是", "佳怡 6 月毕业 · 教育部门 7 月 1 日"),
        ],
    ),
    Criterion(
        False, "高级工以上", "你是中级工，2024 年 5 月取得", "人社技能证书", "6 月 3 日", "高级班正在招，你可以报", "#"
    ),
    Criterion(True, "是在会会员", "2019 年 5 月入会，在榕和食品工会", "会员库", "今天"),
    Criterion(True, "家庭在困难职工档案内", "相对困难，6 月 30 日复核通过", "民政核对", "43 天前，90 天内有效"),
]
DOCS = [
    Criterion("todo", "录取通知书", source="拍 1 张"),
    Criterion("yes", "身份证", source="公安已核验"),
    Criterion("yes", "银行卡", source="农业银行 尾号 6217"),
]
KNOWN = [
    Known("申请人", "林秀琴", "公安已核验"),
    Known("孩子", "陈佳怡，女儿，18 岁", "困难档案"),
    Known("家庭", "相对困难", "民政 6 月 30 日"),
    Known("工会", "榕和食品工会", "会员库"),
    Known("收款卡", "农业银行 尾号 6217", "换一张", "#"),
]
SUMS = [
    ("读大学（含高职）", "5,000 元", True),
    ("读高中、中职", "3,000 元", False),
    ("上限", "每个孩子每学年一次", False),
]
AHEAD = [
    Moment("next", "你提交", "约 4 分钟"),
    Moment("next", "榕和食品工会初审", "3 个工作日"),
    Moment("next", "仓山区总工会复核", "5 个工作日"),
    Moment("next", "公示", "5 个工作日", "只公开姓氏、单位和金额档"),
    Moment("next", "打到你的卡上", "3 个工作日"),
]
MOMENTS = [
    Moment("done", "你提交", "8 月 12 日 9:41"),
    Moment("done", "榕和食品工会初审", "8 月 14 日", "“情况属实。”用了 2 天，限 3 天。"),
    Moment("done", "仓山区总工会复核", "8 月 20 日", "教育部门已确认录取。用了 4 天，限 5 天。"),
    Moment("now", "公示", "到 8 月 27 日", "第 3 天，满 5 个整工作日自动结束。"),
    Moment("next", "市总工会两人审定", "9 月 3 日前，限 5 天"),
    Moment("next", "打到卡上，尾号 6217", "9 月 8 日前，限 3 天"),
]
DAYS = [
    Day("周五", "21 日", "d"),
    Day("周一", "24 日", "d"),
    Day("今天", "25 日", "n"),
    Day("周三", "26 日"),
    Day("周四", "27 日"),
]
DEFECTS = [
    Defect("录取通知书右下角没拍进去", "请把四个角都拍全，公章要看得清。", upload="letter"),
    Defect("缺学费收费单", "学校官网打印的也行。", upload="bill", error="这个文件打不开，请换一张照片。"),
    Defect("家庭收入核对过期了", "民政的结果超过 90 天，我们重新查。", by="office"),
]
CHIPS = [
    Chip("全部", "#", 46, on=True),
    Chip("可享", "#", 16, verdict="yes"),
    Chip("差一项", "#", 4, verdict="near"),
    Chip("待核实", "#", 3, verdict="unk"),
    Chip("办理中", "#", 1, verdict="run"),
    Chip("不适用", "#", 22, verdict="no"),
]
PICKS = [
    SimpleNamespace(value="a", icon="store", title="闽速快递 金山营业部", why="社保 7 月有缴费记录"),
    SimpleNamespace(value="b", icon="bike", title="跑平台，没有固定单位", why="外卖、网约车、货运都算"),
    SimpleNamespace(value="c", icon="search", title="都不是，我自己找", why="输入单位名称，或拍营业执照"),
]
HUKOU = [("r", "农村"), ("u", "城镇"), ("x", "说不清")]
PAIR = [("yes", "愿意"), ("no", "先不了")]
PHOTOS = [SimpleNamespace(name="录取通知书.jpg", src="", href="#")]
QUICK = [
    ("coffee", "职工之家", "#"),
    ("trophy", "场馆入场", "#"),
    ("snowflake", "领高温包", "#"),
    ("book-open", "上课扫码", "#"),
]
BIG = [
    ("phone", "打电话\n12351", "tel:12351"),
    ("users", "请家人\n替我办", "#"),
    ("map-pin", "最近的\n职工之家", "#"),
    ("qr-code", "出示\n会员卡", "#"),
]
TRADES = [("rider", "外卖员"), ("courier", "快递员"), ("driver", "网约车司机")]
