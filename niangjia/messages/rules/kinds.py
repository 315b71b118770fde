"""The kinds of message: one place for what the union says to people by itself."""

from __future__ import annotations

from dataclasses import dataclass

from niangjia.kernel.text import N_


@dataclass(frozen=True, slots=True)
class MessageKind:
    """``title`` and the sentences of ``body`` are Chinese msgids with ``str.format`` fields, filled and translated when read.

    A sentence one of whose fields was not given (or is empty) is left out. For the fields see ``rules.wording.shown``.
    ``sms``: worth a text message, by day.
    """

    key: str
    title: str
    body: tuple[str, ...]
    sms: bool = False


_ALL = (
    MessageKind(
        "member.welcome",
        N_("欢迎回家"),
        (N_("你已经是{union}的会员。"), N_("能享受的服务都在首页，不用天天来，有你的事我们会告诉你。")),
    ),
    MessageKind("member.transferred", N_("会籍已经转到{union}"), (N_("原来的工龄和记录都在，不用重新登记。"),)),
    MessageKind(
        "service.offer",
        N_("你可以享受“{service}”"),
        (N_("因为：{why}。"), N_("{until}前办都来得及。"), N_("想办再办，不办也没有关系，也不会再催。")),
    ),
    MessageKind(
        "service.offers",
        N_("你现在多了 {count} 项可以享受"),
        (N_("{list}。"), N_("想办再办，不办也没有关系，也不会再催。")),
    ),
    MessageKind(
        "service.opened",
        N_("“{service}”已经替你办上"),
        (N_("条件符合，不用申请。"), N_("需要你做的，会写在这件事里。"), N_("不想要，也可以在里面说一声。")),
    ),
    MessageKind(
        "service.opened_many",
        N_("“{service}”替 {count} 家办上了"),
        (N_("条件符合，不用申请。"), N_("每一家的进度都在案件里。")),
    ),
    MessageKind(
        "service.asked",
        N_("“{service}”替你办上了，只差你一步"),
        (N_("条件符合，不用申请，还要你补 {count} 处。"), N_("不想要，也可以在里面说一声。")),
        sms=True,
    ),
    MessageKind("place.booked", N_("约上了：{title}"), (N_("{when}，{place}。"), N_("去不了记得退，给下一位。"))),
    MessageKind("place.posted", N_("寄出了：{title}"), (N_("快递单号 {number}。"), N_("没收到的，打 12351。"))),
    MessageKind(
        "place.offered",
        N_("轮到你了：{title}"),
        (N_("名额给你留着，{until}前点一下确认。"), N_("过了时间会给下一位。")),
        sms=True,
    ),
    MessageKind(
        "place.lost", N_("这次没有轮到：{title}"), (N_("结果怎么来的，里面可以自己验一遍。"), N_("还想要，可以候补。"))
    ),
    MessageKind(
        "place.on_notice",
        N_("排好了，正在公示：{title}"),
        (N_("点开看你的得分、理由和名次。"), N_("公示到 {until}，没有异议就按顺序给座位。")),
    ),
    MessageKind(
        "place.waits",
        N_("还没轮到，在候补：{title}"),
        (N_("有人退，按顺序给你，会告诉你。"), N_("不想等了，可以改领 {amount} 元补助，座位和补助只能有一样。")),
        sms=True,
    ),
    MessageKind(
        "place.money",
        N_("没有座位，给你发补助：{title}"),
        (N_("金额 {amount} 元，银行处理完就到账，到账再告诉你。"), N_("座位和补助只能有一样。")),
    ),
    MessageKind("place.money_paid", N_("补助到账了：{title}"), (N_("金额 {amount} 元。"), N_("没有收到，打 12351。"))),
    MessageKind(
        "place.money_back",
        N_("补助退回来了：{title}"),
        (N_("银行退回了 {amount} 元，钱给你留着。"), N_("点开换一张本人的卡，下一批就付。")),
        sms=True,
    ),
    MessageKind(
        "place.money_where",
        N_("补助付到哪里：{title}"),
        (N_("{amount} 元给你留着，还差一张本人的银行卡。"), N_("点开填上，下一批就付。")),
        sms=True,
    ),
    MessageKind(
        "place.cancelled", N_("取消了：{title}"), (N_("原因：{reason}。"), N_("用掉的积分已经原样退回。")), sms=True
    ),
    MessageKind(
        "single.accepted",
        N_("单身证明核对过了"),
        (N_("管到{until}。"), N_("喜欢哪一场交友活动，现在就能报名。")),
    ),
    MessageKind(
        "single.refused",
        N_("单身证明要再交一张"),
        (N_("原因：{reason}。"), N_("改好再交，照片已经替你删掉了。")),
    ),
    MessageKind(
        "single.expiring",
        N_("单身证明快到期了"),
        (N_("管到{until}。"), N_("还想参加交友活动，再交一张；不想，就不用管。")),
    ),
    MessageKind(
        "meeting.open",
        N_("“{title}”：可以看看这一场的人"),
        (N_("想再联系谁，悄悄选；对方也选你，你们才会知道。"),),
    ),
    MessageKind(
        "meeting.looked_into",
        N_("你反映的事查过了"),
        (N_("谢谢你说出来。"), N_("对方不知道是谁反映的；还不放心，打 12351。")),
    ),
    MessageKind(
        "meeting.warned",
        N_("“{title}”：工会提醒你"),
        (N_("查明：{finding}。"), N_("再有一次，可能暂停参加；觉得不对，打 12351。")),
    ),
    MessageKind(
        "meeting.barred",
        N_("交友联谊暂停参加"),
        (N_("查明：{finding}。"), N_("暂停到{until}。"), N_("已经报的名退给下一位；觉得不对，打 12351。")),
    ),
    MessageKind("pair.made", N_("有人和你互相选中了"), (N_("打开就能看电话；哪天不想了，随时收回。"),)),
    MessageKind(
        "campaign.shown", N_("“{title}”：你的上墙了"), (N_("大家都看得到了。"), N_("哪天不想放了，随时收回。"))
    ),
    MessageKind(
        "campaign.refused",
        N_("“{title}”：这一次没有上墙"),
        (N_("原因：{reason}。"), N_("改一改可以再交；参加已经算了，积分不受影响。")),
    ),
    MessageKind(
        "campaign.down",
        N_("“{title}”：你的从墙上撤下了"),
        (N_("原因：{reason}。"), N_("活动还在的话可以再交一个；觉得不对，打 12351。")),
    ),
    MessageKind("campaign.answered", N_("心愿已回复"), (N_("{union}说：{reply}。"), N_("打开能看到你写的心愿。"))),
    MessageKind(
        "campaign.looked_into",
        N_("“{title}”：你提醒的看过了"),
        (N_("谢谢你说一声。"), N_("谁也不知道是你提醒的。")),
    ),
    MessageKind("voucher.used", N_("券用掉了"), (N_("在{where}用的。"), N_("不是你用的，马上打 12351。"))),
    MessageKind(
        "case.applied",
        N_("“{service}”收到了"),
        (N_("编号 {number}。"), N_("{due}前会有结果。"), N_("哪一级过了期限，会自动提到上一级，不用你催。")),
    ),
    MessageKind(
        "consent.given",
        N_("“{service}”对方点头了"),
        (
            N_("编号 {number}，现在到了工会手里。"),
            N_("{due}前会有结果。"),
            N_("哪一级过了期限，会自动提到上一级，不用你催。"),
        ),
    ),
    MessageKind(
        "consent.declined",
        N_("“{service}”对方这次没有答应"),
        (N_("没有问理由，也不用追问。"), N_("不影响你以后申请，也不影响别的服务。")),
    ),
    MessageKind(
        "consent.lapsed",
        N_("“{service}”对方没有回音"),
        (N_("约好的日子过了，这一次先放下。"), N_("当面问一句；说好了，在这件事里核对一下，可以再请一次。")),
    ),
    MessageKind(
        "consent.mistaken",
        N_("“{service}”的手机号可能填错了"),
        (N_("收到短信的人说不是本人。"), N_("核对手机号，改好再请一次。")),
        sms=True,
    ),
    MessageKind(
        "consent.taken_back",
        N_("“{service}”对方收回了同意"),
        (N_("这件事先停下。"), N_("没有问理由；商量好了，可以再请一次。")),
    ),
    MessageKind(
        "case.place_left",
        N_("“{service}”的名额没有了"),
        (N_("原因：{reason}。"), N_("没有别的场次可以换。"), N_("想参加以后的，可以重新申请。")),
        sms=True,
    ),
    MessageKind(
        "case.place_missed",
        N_("“{service}”那天没有到场"),
        (N_("这件事就到这里，算用过一次。"), N_("有原因的，打 12351 说一声，工会记下，就能换一场或者以后再报。")),
    ),
    MessageKind(
        "case.promise_due",
        N_("“{service}”还差一样要给工会看"),
        (N_("说好 {by} 前补看的，工会还没有看到。"), N_("带去给经办的工会看一眼，或者打 12351 问怎么交。")),
        sms=True,
    ),
    MessageKind(
        "case.escalated",
        N_("“{service}”提到了上一级"),
        (N_("现在由{where}接着办。"), N_("{due}前会有结果。"), N_("你不用再交材料。")),
    ),
    MessageKind(
        "case.returned",
        N_("“{service}”有 {count} 处要补"),
        (N_("要补的已经一次列全。"), N_("补好再交，期限从你交回那天接着算。")),
        sms=True,
    ),
    MessageKind(
        "case.on_notice",
        N_("“{service}”开始公示"),
        (N_("公示到 {due}。"), N_("只公布姓、单位和金额档，没有异议就接着办。")),
    ),
    MessageKind(
        "case.frozen",
        N_("“{service}”先停一停"),
        (N_("有人实名提了异议，工会正在核查。"), N_("查清了，会把结论告诉你。")),
    ),
    MessageKind("case.resumed", N_("“{service}”接着公示"), (N_("异议核查过了，不成立。"), N_("公示走到 {due}。"))),
    MessageKind(
        "case.approved",
        N_("“{service}”批了"),
        (
            N_("金额 {amount} 元，银行处理完就到账，到账再告诉你。"),
            N_("分 {parts} 次发。"),
            N_("办成的每一步都在“我的事”里。"),
        ),
        sms=True,
    ),
    MessageKind(
        "case.refused",
        N_("“{service}”没有批"),
        (N_("原因：{reason}。"), N_("理由写在这件事里；不同意的话，60 天内可以请上一级再看一次。")),
        sms=True,
    ),
    MessageKind(
        "case.bounced",
        N_("“{service}”的钱被银行退回来了"),
        (N_("银行说：{reason}。"), N_("{amount} 元给你留着。"), N_("换一张本人的卡，下一批就付。")),
        sms=True,
    ),
    MessageKind(
        "case.reversed",
        N_("“{service}”到账的钱又退回来了"),
        (N_("银行说：{reason}。"), N_("{amount} 元给你留着。"), N_("在“我的事”里换一个收款账号，下一批就付。")),
        sms=True,
    ),
    MessageKind(
        "case.account_missing",
        N_("“{service}”批了，还差一个收款账号"),
        (N_("{amount} 元给你留着。"), N_("在“我的事”里填上收款账号就能付。")),
        sms=True,
    ),
    MessageKind(
        "case.part_arrived",
        N_("“{service}”到了一笔"),
        (N_("这是第 {nr} 笔，一共 {of} 笔，每月一笔。"), N_("条件不变就一直发，不用再申请。")),
    ),
    MessageKind(
        "case.work_awaited",
        N_("“{service}”的首付到了，建好请交验收"),
        (N_("{due}前拍几张建成的样子，说明钱花在哪里。"), N_("验收合格，另一半就付。")),
        sms=True,
    ),
    MessageKind(
        "case.stopped",
        N_("“{service}”后面的不再发了"),
        (N_("原因：{reason}。"), N_("已经到账的不用退。"), N_("觉得不对，拨打 12351 或找经办的工会。")),
        sms=True,
    ),
    MessageKind(
        "case.delivered",
        N_("“{service}”办好了"),
        (N_("{amount} 元已经到账。"), N_("办得怎么样，说一句实话，一分钟；只用来改进服务，不给任何人排名。")),
    ),
    MessageKind(
        "case.appeal_decided", N_("“{service}”的复核有结果了"), (N_("结果：{result}。"), N_("理由：{reason}。"))
    ),
    MessageKind(
        "jury.seated",
        N_("请你当“{service}”的评委"),
        (
            N_("{due}前打好分。"),
            N_("别的评委打了多少分，收齐以前谁也看不到。"),
            N_("和申请人有关系的，点一下“我应回避”就行。"),
        ),
    ),
    MessageKind(
        "points.expiring",
        N_("有 {points} 积分快到期了"),
        (N_("{until}当天还能用，过后就没有了。"), N_("用不用随你，不会再催。")),
    ),
    MessageKind(
        "points.taken_back",
        N_("“{title}”的 {points} 积分收回了"),
        (N_("原因：{reason}。"), N_("觉得不对，拨打 12351。")),
    ),
    MessageKind(
        "visit.planned",
        N_("工会要来家里看看"),
        (N_("{visit_on}，{officer}来走访。"), N_("不用准备什么，不方便可以改时间。")),
    ),
    MessageKind(
        "privacy.looked",
        N_("有人看过你的号码"),
        (N_("{officer}看了你的{what}。"), N_("写的原因是：{reason}。"), N_("觉得不对，拨打 12351。")),
    ),
    MessageKind(
        "work.batch_waiting",
        N_("批次 {number} 等你复核"),
        (N_("{count} 笔，合计 {total_fen} 元。"), N_("初核和复核不能是同一个人。")),
    ),
    MessageKind(
        "work.objection",
        N_("收到一条实名异议"),
        (N_("{notice}第 {no} 行已经暂停。"), N_("请在 10 个工作日内写出核查结论。")),
    ),
)
KINDS = {kind.key: kind for kind in _ALL}
