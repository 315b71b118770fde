"""Invented values for the gallery's desk pages."""

from __future__ import annotations

from niangjia.web.shell.parts import (
    Chip,
    Clock,
    Criterion,
    Day,
    Defect,
    ImportRow,
    InboxGroup,
    InboxRow,
    LogRow,
    Money,
    Signer,
    Stage,
    TreeRow,
)

HASH = "af9c8e386f86d63085304f9535b3c0c5ad376e775e9f23877a0fc5beb187041e"
INBOX = """
超期 / red
4401 | 3 5 over 超 2 天 | 指尖入会 | 黄*铭 | 捷运达物流 | unk | 劳动关系 | 人社无在保记录 | 基镇县 1 | 升级 | r |
4402 | 5 6 over 超 1 天 | 困难帮扶 · 走访 | 王*英 | 上街环卫所 | yes | 资格 7/7 | 走访表未上传 | 基访核示 1 | 本人 | |
今天 · 11-24 周二 /
4417 | 3 2 today 今天 17:30 | 指尖入会 | 陈*宇 | 云栈科技 | yes | 资格 4/4 | 实人核验已过 | 基镇县 1 | 升级 | r |
4418 | 3 2 today 今天 17:30 | 指尖入会 | 林*婷 | 云栈科技 | yes | 资格 4/4 | 实人核验已过 | 基镇县 1 | 升级 | r |
4419 | 5 4 today 今天 17:30 | 工会组建 | 筹备组 · 36 人 | 榕创精密 | yes | 材料 5/5 | 选举结果已报 | 镇县 0 | 线索 | | 林雅芳
明天 · 11-25 周三 /
4420 | 3 1 run 剩 1 天 | 指尖入会 | 许*强 | 大学城物业 | yes | 资格 4/4 | 实人核验已过 | 基镇县 1 | 升级 | r |
4421 | 5 3 run 剩 1 天 | 金秋助学 | 陈*珠 | 侯官村 | unk | 学籍 | 教育，已过 86 天 | 基县示市 0 | 空缺代办 | y |
4422 | 5 4 run 剩 1 天 | 监督提示函 | — | 鑫磊建材 | no | 未答复 | 15 日内答复 | 函意建 0 | 巡查 | | 林雅芳
4423 | 5 1 stopped 停走 | 困难帮扶 | 陈*珠 | 上街镇 | no | 退回补正 | 等本人 2 处 | 基访核示 2 | 本人 | |
"""


def _row(line: str) -> InboxRow:
    key, clock, what, who, unit, verdict, point, detail, chain, tag, tone, taker = (
        part.strip() for part in line.split("|")
    )
    total, gone, state, text = clock.split(" ", 3)
    signs, here = chain.split()
    stages = [Stage(sign, "f" if i < int(here) else "on" if i == int(here) else "") for i, sign in enumerate(signs)]
    time = Clock(int(total), int(gone), text, state)
    return InboxRow(
        key, "#", time, what, who, unit, verdict, point, detail, stages, tag, tone, taker, f"RH-2026-118-0{key}"
    )


def _groups(text: str) -> list[InboxGroup]:
    groups: list[InboxGroup] = []
    rows: list[InboxRow] = []
    for line in text.strip().splitlines():
        if "|" in line:
            rows.append(_row(line))
        else:
            title, tone = line.split("/")
            rows = []
            groups.append(InboxGroup(title.strip(), rows, tone.strip()))
    return groups


GROUPS = _groups(INBOX)
FILTERS = [
    Chip("全部", "#", 40, on=True),
    Chip("超期", "#", 2, tone="over"),
    Chip("今天", "#", 5),
    Chip("明天", "#", 6),
    Chip("本周", "#", 12),
    Chip("|", ""),
    Chip("资格全符合", "#", 24, verdict="yes"),
    Chip("有不知道", "#", 14, verdict="unk"),
    Chip("有不符合", "#", 2, verdict="no"),
]
VIEWS = [("我岗位的 40", "#", True), ("我认领的 4", "#", False), ("已转出 12", "#", False)]
STEPS = [
    Stage("", "f", "提交", "11-17"),
    Stage("", "f", "基层初审", "11-18"),
    Stage("", "f", "入户走访", "11-19"),
    Stage("", "on", "经济状况核对", "今天，第 2 / 5 日"),
    Stage("", "", "公示 5 日", "预计 11-25 起"),
    Stage("", "", "县级审核", "5 日内"),
    Stage("", "", "市级审定 · 两人", "5 日内"),
    Stage("", "", "发放", "工会账户"),
]
CASE_CRITERIA = [
    Criterion(True, "在会会员满一年", source="会籍库", fact="2019-06-12 入会，会籍有效", age_days=0, allowed_days=1),
    Criterion(
        True, "与用人单位有劳动关系", source="人社", fact="合同至 2027-12-31，参保 89 个月", age_days=4, allowed_days=30
    ),
    Criterion(
        True,
        "家庭名下住房少于 2 处",
        source="住建 / 自然资源",
        fact="1 处 · 86.4 ㎡ · 自建",
        age_days=25,
        allowed_days=90,
    ),
    Criterion(
        False,
        "家庭成员未经商办企业",
        "本人陈述：2024-03 起停业，走访见门店已转租（照片 4）",
        "市场监管",
        fact="林国平为个体户“上街国平小吃店”经营者，登记状态：存续",
        age_days=1,
        allowed_days=30,
    ),
    Criterion(
        None,
        "家庭名下无非营运性轿车",
        "",
        "公安交管",
        fact="上次查询：无。数据已过期，过期按“不知道”处理，不算“否”",
        age_days=145,
        allowed_days=90,
        again_href="#",
    ),
]
PREVIEW = [
    Criterion(True, "实名与本人一致", source="公安", age="11-19 10:22"),
    Criterion(True, "以工资收入为主要生活来源", source="人社 · 参保 14 个月", age="11-23"),
    Criterion(True, "未在其他工会有效会籍", source="会籍库", age="此刻"),
]
KV = [("用人单位", "福州云栈科技有限公司", "91350121MA32K7QF5N"), ("应属工会", "云栈科技工会", "主席岗位空缺 9 天")]
CASE_DEFECTS = [
    Defect("个体户“上街国平小吃店”登记为存续", "请交注销通知书，或市场监管出具的停业证明（其一）"),
    Defect("轿车登记信息过期，无法核对", "本会重新查询后自动填入", by="office"),
]
AMOUNT = [Money("生活救助（深度困难 · 参数）", 600_000), Money("医疗救助 31,482.60 × 30%", 944_478)]
HISTORY = [
    LogRow("11-24 09:12", "你打开了本件", "显示身份证号 0 次、银行卡 0 次"),
    LogRow("11-20 16:40", "民政核对报告返回", "2 项与申报不一致，已列入资格第 6、7 项"),
    LogRow("11-19 11:05", "入户走访", "林雅芳、张建平（上街镇）；用时 50 分钟"),
]
CASE_DOCS = [
    ("困难职工帮扶申请书", "本人当面签 · 11-19", "yes", "#"),
    ("民政核对报告", "榕民核〔2026〕11-0482 · 11-20", "yes", "#"),
    ("个体户注销或停业证明", "本人未交", "no", ""),
]
SIGNERS = [
    Signer("蔡文君", "保障部 · 提交人", "11-24 09:31 提交草稿第 12 次保存", True),
    Signer("庄立群", "经审办 · 第二人", "待批准。本服务发放资金，须两人；二人不得同岗"),
]
STATS = [
    ("预算", "15,000.0", "", "", "#"),
    ("已付", "11,967.5", "", "", "#"),
    ("在途", "1,629.8", "due", "", "#"),
    ("可用", "1,402.7", "", "", "#"),
    ("退汇待改", "9", "due", "笔", "#"),
]
FUNDS = [
    (
        "温暖专项",
        "送温暖、金秋助学、医疗互助兜底",
        6_200_0000_00,
        5_184_6000_00,
        412_3000_00,
        603_1000_00,
        "paid:83.6 due:6.7",
        "90.3%",
    ),
    (
        "困难帮扶专项",
        "困难职工帮扶（上限 5 万元 / 次）",
        1_800_0000_00,
        1_347_2000_00,
        214_8000_00,
        238_0000_00,
        "paid:74.8 due:11.9",
        "86.8%",
    ),
    ("小额缴费返还", "免申即享", 3_500_0000_00, 2_871_4000_00, 596_2000_00, 32_4000_00, "paid:82 due:17", "99.1%"),
]
JOURNAL = [
    LogRow("11-24 09:31", "提交定义草稿", "第 12 次保存", "蔡文君", "金秋助学 第 4 版", "#", 1_284_306, HASH),
    LogRow("11-24 09:12", "打开案件", "核对", "周明远", "KN-2026-350121-00683", "#", 1_284_305, "7c419e0b"),
]
TREE = [
    TreeRow(0, "福州市总工会", "#", "市", 1_264_310, 13, state="open", toggle_href="#"),
    TreeRow(1, "闽侯县总工会", "#", "县", 142_880, 15, "帮扶岗空缺 2 天", "open", "#"),
    TreeRow(2, "上街镇总工会", "#", "镇", 23_114, 218, state="open", toggle_href="#"),
    TreeRow(3, "云栈科技工会", "#", "基层", 86, 0, "主席岗位空缺 9 天"),
    TreeRow(2, "南屿镇总工会", "#", "镇", None, 96, state="shut", toggle_href="#"),
]
IMPORT = [
    ImportRow(2, "accepted", "陈*宇", "云栈科技工会 · 2026-11-01 入会"),
    ImportRow(
        7,
        "warned",
        "鑫磊建材",
        "91350121MA32K7QF5X",
        "统一社会信用代码的校验位不对",
        "请核对营业执照；先收下，已标记。",
    ),
    ImportRow(11, "rejected", "黄*铭", "捷运达物流", "身份证号少一位", "补全 18 位再导入；这一行没有收。"),
    ImportRow(
        15,
        "rejected",
        "吴*",
        "外卖联合会",
        "在别的工会还有有效会籍（仓山区快递联合工会）",
        "可以发起转会，由本人确认。",
    ),
]
PUBLIC_DAYS = [
    Day("周三", "25", "d", "已过"),
    Day("周四", "26", "d", "已过"),
    Day("周五", "27", "n", "今天"),
    Day("周六", "28", "off", "不计"),
    Day("周日", "29", "off", "不计"),
    Day("周一", "30", "", "未到"),
    Day("周二", "01", "", "未到"),
]
HEADS = ["户主", "所在单位", "困难类别", "拟帮扶金额"]
ROSTER = [
    (1, "陈*兰", "上街镇新洲村股份经济合作社", "深度困难", "r", "1–2 万元"),
    (2, "苏*财", "南通镇闽侯宏发木业有限公司", "深度困难", "r", "2–3 万元"),
    (3, "许*英", "小箬乡环卫站", "相对困难", "", "5 千–1 万元"),
    (4, "林*", "闽侯县外卖行业工会联合会", "意外致困", "d", "3–5 万元"),
    (5, "郑*", "南屿镇福州南屿新材料有限公司", "相对困难", "", "5 千元以下"),
]
CRUMB = [("待办", "#"), ("困难职工帮扶", "#"), ("KN-2026-350121-00683", "")]
