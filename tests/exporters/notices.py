"""Facts of public notices of twelve places, in short words of our own; persons are 甲某某, numbers placeholders.

Heads, labels, numbers and dates are those of the notices, because a form has to carry them as they come. A place whose
heads differ from those of its shipped form has the `edits` an office makes in the definition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.domain.closure import PaperKind
from models.domain.plan import UnitRole
from models.domain.publicity import DayCounting

PHONE = "0000-0000000"
Facts = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """公示案例: what an office enters, and the heads with the facts under each that its paper has to print."""

    place: str
    form: str
    edits: tuple[tuple[str, str], ...] = ()
    expected: Facts
    around: tuple[str, ...]
    issuer: str
    dated_on: date
    inspection: str
    plan: str
    number: str
    problem: str
    measures: tuple[tuple[str, str], ...]
    goal: str = ""
    deadline: str = ""
    units: dict[UnitRole, tuple[str, ...]] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    signers: str = ""
    addressee: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    days: int | None = None
    counting: DayCounting = DayCounting.WORKING
    office: str = ""
    address: str = ""
    email: str = ""
    contact: str = ""
    mobile: str = ""
    completed: str = ""
    findings: str = ""
    person: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    measure: str = ""
    kind: PaperKind = PaperKind.PUBLIC_NOTICE


SUMA = Notice(
    place="宿马", form="public-notice-anhui", issuer="宿马园区管委会", dated_on=date(2024, 9, 29),
    inspection="宿州市2024年大排查专项行动", plan="宿州市2024年大排查专项行动突出生态环境问题整改任务清单",
    number="唐河天门大道段", problem="唐河天门大道段河面有浮萍和垃圾，污染水体。",
    measures=(("打捞清理唐河浮萍和垃圾。", "该河段水面已无浮萍和垃圾。"),), goal="唐河浮萍、垃圾清理干净。",
    deadline="2024年12月底", units={UnitRole.RESPONSIBLE: ("宿马园区党工委、管委会",)},
    basis=("安徽省生态环境问题整改工作实施办法",), starts_on=date(2024, 9, 29), ends_on=date(2024, 10, 9), days=10,
    office="宿州市生态环境局宿马管理中心",
    around=(
        "《安徽省生态环境问题整改工作实施办法》", "（2024年9月29日至2024年10月9日，共10个工作日）",
        "向宿州市生态环境局宿马管理中心反映", f"监督电话：{PHONE}", "2024年9月29日",
    ),
    expected=(
        ("一、整改问题", ("唐河天门大道段", "浮萍和垃圾")),
        ("二、整改实施主体", ("宿马园区党工委、管委会",)),
        ("三、重点措施", ("打捞清理",)),
        ("四、目标任务", ("清理干净",)),
        ("五、完成时限", ("2024年12月底",)),
        ("六、整改完成情况", ("水面已无浮萍和垃圾",)),
    ),
)

# One head for office, telephone, e-mail and address, where the form has three.
LANXI_EDITS = (
    ('"受理部门"', '"受理部门、电话、邮箱及受理地址"'),
    ('"{公示.受理单位}"', '"{公示.受理单位}\\n受理电话：{公示.电话}\\n邮箱：{公示.邮箱}\\n受理地址：{公示.地址}"'),
    ("""
[[head]]
text = "受理电话"
content = "words"
key = "phone"
words = "{公示.电话}"
inline = true
""", ""),
    ("""
[[head]]
text = "受理地址"
content = "words"
key = "address"
words = "{公示.地址}"
inline = true
""", ""),
)
LANXI = Notice(
    place="兰西", form="public-notice-heilongjiang", edits=LANXI_EDITS,
    issuer="兰西县人民政府", signers="中共兰西县委、兰西县人民政府",
    dated_on=date(2022, 11, 25), inspection="黑龙江省生态环境保护督察2020年",
    plan="兰西县生态环境保护督察整改方案", number="十六", problem="绥化市8个国控断面中3个非考核断面超标。",
    measures=(
        ("编制并实施呼兰河兰西段水环境治理方案。", "委托高校专家编制泥河水库水环境治理方案并实施。"),
        ("清淤并护砌水源地取水口。", "取水口清淤8050立方米，用石料575立方米护砌。"),
        ("打捞一级保护区水藻。", "一级保护区水藻打捞完成。"),
        ("拆除泥河水源地周边旱厕。", "486户旱厕拆除完成。"),
    ),
    goal="完成国家年度考核目标。", units={UnitRole.RESPONSIBLE: ("兰西县",)},
    basis=("黑龙江省中央生态环境保护督察整改任务验收销号办法（试行）",), starts_on=date(2022, 11, 25),
    ends_on=date(2022, 12, 5), days=7, office="绥化市兰西生态环境局", address="兰西县老武装部院内",
    email="shili@example.com",
    around=("拟申请验收销号", "以寄出邮戳日期为准", "中共兰西县委\n兰西县人民政府", "2022年11月25日"),
    expected=(
        ("一、整改任务", ("3个非考核断面超标",)),
        ("二、整改目标", ("国家年度考核目标",)),
        ("三、整改措施", ("1. 编制", "2. 清淤", "3. 打捞", "4. 拆除")),
        ("四、整改主要工作及成效", ("1. 委托", "2. 取水口清淤8050立方米", "575立方米", "3. ", "4. 486户")),
        ("五、公示时间：", ("2022年11月25日至2022年12月5日",)),
        ("六、受理部门、电话、邮箱及受理地址", (
            "绥化市兰西生态环境局\n", f"受理电话：{PHONE}\n", "邮箱：shili@example.com\n",
            "受理地址：兰西县老武装部院内",
        )),
    ),
)

JIANGSU_LEAD = "省自然资源厅"
JIANGSU_OTHERS = ("省发展改革委", "省生态环境厅", "省农业农村厅", "省林业局")
JIANGSU = Notice(
    place="江苏", form="public-notice-jiangsu", issuer="江苏省农业农村厅", dated_on=date(2026, 2, 4),
    inspection="中央生态环境保护督察", plan="江苏省贯彻落实第二轮中央生态环境保护督察报告整改方案", number="二十八",
    measure="三", problem="部分地区保护海洋生态重视不够，破坏问题时有发生。",
    measures=(("禁养区应划尽划，沿海养殖尾水达标排放。", "划定禁养区、限养区、养殖区，推广“三池两坝”尾水处理。"),),
    goal="建立海洋环境保护长效机制。", deadline="2025年12月底前",
    units={
        UnitRole.LEAD: (JIANGSU_LEAD,), UnitRole.SUPPORTING: JIANGSU_OTHERS,
        UnitRole.ACCEPTANCE: (JIANGSU_LEAD, *JIANGSU_OTHERS),
    },
    basis=("江苏省生态环境保护督察整改工作办法",), starts_on=date(2026, 2, 4), ends_on=date(2026, 2, 24), days=10,
    office="江苏省农业农村厅", email="shili@example.com",
    around=(
        "第二十八项整改事项（第三条整改措施）已完成整改", "《江苏省生态环境保护督察整改工作办法》",
        "（2026年2月4日至2026年2月24日）向江苏省农业农村厅反映", f"监督电话：{PHONE}", "电子邮箱：shili@example.com",
        "2026年2月4日",
    ),
    expected=(
        ("一、整改事项", ("保护海洋生态重视不够",)),
        ("二、责任单位", ("省自然资源厅牵头，省发展改革委、省生态环境厅、省农业农村厅、省林业局配合。",)),
        ("三、验收单位", ("省自然资源厅牵头，省发展改革委、省生态环境厅、省农业农村厅、省林业局配合。",)),
        ("四、整改目标", ("长效机制",)),
        ("五、整改时限", ("2025年12月底前。",)),
        ("六、整改措施", ("禁养区应划尽划",)),
        ("七、整改完成情况", ("划定禁养区、限养区、养殖区", "“三池两坝”")),
    ),
)

XIHU = Notice(
    place="西湖", form="public-notice-hunan", edits=(('numbering = "一是"', 'numbering = "1."'),),
    issuer="常德市西湖管理区", dated_on=date(2024, 6, 3),
    inspection="第二轮中央生态环境保护督察", plan="常德市第二轮中央生态环境保护督察整改方案", number="12",
    problem="“十三五”期间全省老旧污水管网改造没有完成规划任务。",
    measures=(
        ("完善配套污水管网，做好人口密集区截污。", "乡镇污水收集管网达15.3公里，当年完成1公里。"),
        ("建立管网提质改造长效机制。", "管网提质改造列为长期工作。"),
    ),
    goal="2025年12月31日前市城区生活污水集中收集率达到70%。",
    units={
        UnitRole.RESPONSIBLE: ("常德市西湖管理区住房和城乡建设局",),
        UnitRole.ACCEPTANCE: ("常德市住房和城乡建设局", "常德市西湖管理区住房和城乡建设局"),
    },
    basis=(
        "湖南省生态环境保护督察整改工作实施办法（湘办〔2023〕12号）",
        "关于做好突出生态环境问题整改销号工作的通知（湘突环改办函〔2019〕16号）",
    ),
    around=("（湘办〔2023〕12号）", "（湘突环改办函〔2019〕16号）", "现将整改任务、目标、措施、效果和销号意见公示如下"),
    expected=(
        ("反馈问题：", ("老旧污水管网改造没有完成规划任务",)),
        ("整改目标：", ("2025年12月31日前", "70%")),
        ("整改措施：", ("1. 完善配套污水管网", "2. 建立管网提质改造长效机制。")),
        ("整改实施主体：", ("常德市西湖管理区住房和城乡建设局",)),
        ("牵头验收单位：", ("常德市住房和城乡建设局",)),
        ("配合验收单位：", ("常德市西湖管理区住房和城乡建设局",)),
        ("整改完成情况：", ("1. 乡镇污水收集管网达15.3公里", "当年完成1公里")),
        ("整改销号意见：", ("同意销号",)),
    ),
)

CHENGCHENG_OFFICE = "渭南市生态环境保护督察巡查工作领导小组办公室"
CHENGCHENG = Notice(
    place="澄城", form="public-notice-chengcheng", issuer=CHENGCHENG_OFFICE, dated_on=date(2021, 12, 24),
    inspection="第二轮省生态环境保护督察", plan="澄城县第二轮省生态环境保护督察整改方案", number="7",
    problem="澄城县生活垃圾填埋场污泥混合液问题。",
    measures=(
        ("清理外流污泥，运到填埋场指定区域处置。", "调动3台大型机械，清理面积约30平方米。"),
        ("对填埋场环境违法问题立案查处。", "下达行政处罚决定书，罚款10万元并收缴到位。"),
        ("制定治理方案，栽植绿植。", "种冬青1000余株、播苜蓿草种10斤。"),
    ),
    goal="清理外流污泥，规范处置，消除污染。", deadline="2021年10月底", completed="2021-09",
    starts_on=date(2021, 12, 24), ends_on=date(2021, 12, 30), days=7, counting=DayCounting.CALENDAR,
    office=CHENGCHENG_OFFICE, address="渭南市朝阳大街中段渭南市生态环境局",
    around=(
        "以上公示，如有异议", "公示时间：2021年12月24日至2021年12月30日，共7天", f"受理单位：{CHENGCHENG_OFFICE}",
        f"监督电话：{PHONE}", "联系地址：渭南市朝阳大街中段渭南市生态环境局", "2021年12月24日",
    ),
    expected=(
        ("一、第二轮省生态环境保护督察反馈问题", ("污泥混合液问题",)),
        ("二、整改目标", ("消除污染",)),
        ("三、整改措施", ("（一）清理", "（二）对填埋场", "（三）制定")),
        ("四、整改期限", ("2021年10月底",)),
        ("五、整改措施落实情况", (
            "（一）关于第1项整改措施落实情况。调动3台大型机械", "（二）关于第2项整改措施落实情况。", "罚款10万元",
            "（三）关于第3项整改措施落实情况。种冬青1000余株",
        )),
        ("六、整改完成时间", ("2021年9月",)),
    ),
)

PUYANG = Notice(
    place="濮阳", form="public-notice-puyang", issuer="濮阳市生态环境局", dated_on=date(2023, 1, 9),
    inspection="省委生态环境保护督察", plan="濮阳市省委生态环境保护督察整改方案", number="43",
    problem="濮阳县城关镇等3处黑臭水体未整治。",
    measures=(
        ("核实反馈的黑臭水体，限期整改到位。", "3处黑臭问题全部整改完。"),
        ("农村黑臭水体纳入日常监管，分批消除。", "各县（区）持续排查，清单动态更新。"),
    ),
    units={UnitRole.LEAD: ("市生态环境局",)}, basis=("濮阳市生态环境保护督察整改工作机制",),
    starts_on=date(2023, 1, 9), ends_on=date(2023, 1, 20), days=10, office="验收单位", contact="甲某某",
    mobile="13800000001", email="shili@example.com",
    around=(
        "省委生态环境保护督察整改任务（序号43）验收公示",
        "市生态环境局牵头的", "《濮阳市生态环境保护督察整改工作机制》",
        "（2023年1月9日至2023年1月20日，共10个工作日）向验收单位反映", "联系人：甲某某", "手机号码：13800000001",
        f"固定电话：{PHONE}", "电子邮箱：shili@example.com", "2023年1月9日",
    ),
    expected=(
        ("一、整改任务", ("3处黑臭水体",)),
        ("二、整改措施", ("（1）核实", "（2）农村黑臭水体")),
        ("三、整改完成情况", ("（1）3处黑臭问题全部整改完", "（2）各县（区）持续排查")),
    ),
)

DAWA_OFFICE = "中央环境保护督察大洼区整改工作组办公室"
DAWA = Notice(
    place="大洼", form="public-notice-dawa", issuer="中央环境保护督察大洼区整改工作组", dated_on=date(2018, 3, 30),
    inspection="中央环境保护督察", plan="盘锦市大洼区中央环境保护督察反馈意见整改方案", number="364(35-11)",
    problem="饮用水水源保护不力。",
    measures=((
        "拆除违法建筑物。",
        "穿越水源地的道路有2条；3处水源地的3个厕所2017年底前拆除；7口水源井中3口永久关闭、4口备用。",
    ),),
    goal="解决一级保护区内的违法违规问题。", starts_on=date(2018, 4, 2), ends_on=date(2018, 4, 9), days=5,
    office=DAWA_OFFICE, address="盘锦市大洼区环境保护局713室",
    around=(
        "整改任务（编号364(35-11)）整改结果公示", "以书面或者电话形式（署联系方式）",
        "公示时间：2018年4月2日至2018年4月9日",
        f"受理部门：{DAWA_OFFICE}", f"联系电话：{PHONE}", "邮寄地址：盘锦市大洼区环境保护局713室", "2018年3月30日",
    ),
    expected=(
        ("一、中央环境保护督察反馈意见整改任务", ("编号364(35-11)：饮用水水源保护不力。",)),
        ("二、整改目标", ("一级保护区",)),
        ("三、整改结果", ("道路有2条", "3个厕所2017年底前拆除", "3口永久关闭、4口备用")),
    ),
)

LASA = Notice(
    place="拉萨", form="notice-table-tibet", kind=PaperKind.NOTICE_TABLE,
    edits=(('"牵头部门（责任单位）"', '"责任单位"'), ('"[{牵头单位}（{责任单位}）|{责任单位}]"', '"{责任单位}"')),
    issuer="西藏自治区交通运输厅", dated_on=date(2023, 9, 12),
    inspection="第二轮中央生态环境保护督察", plan="西藏自治区第二轮中央生态环境保护督察整改方案", number="12-01",
    problem="交通运输部门“一岗双责”履行不到位，2022年3月发现违法问题81起，群众举报30余件。",
    measures=((
        "严格履行“一岗双责”，成立领导小组，层层压实责任。", "2018年1月29日成立整改工作领导小组，每年联合现场检查。",
    ),),
    goal="健全交通行业生态环保责任落实机制。", units={UnitRole.RESPONSIBLE: ("拉萨市人民政府",)},
    basis=("西藏自治区生态环境保护督察整改销号标准要求",), starts_on=date(2023, 9, 12), ends_on=date(2023, 9, 25),
    days=10, office="西藏自治区交通运输厅", findings="整改资料真实、完整、有效，措施整改到位。", person="乙某某",
    around=(
        "第二轮中央生态环境保护督察反馈意见（12-01）整改措施完成情况公示表",
        "共10个工作日", "以书面形式实名向西藏自治区交通运输厅反映",
    ),
    expected=(
        ("反馈问题", ("81起", "30余件")),
        ("核查情况", ("真实、完整、有效",)),
        ("整改目标", ("责任落实机制",)),
        ("整改措施", ("严格履行“一岗双责”", "（立行立改）")),
        ("责任单位", ("拉萨市人民政府",)),
        ("责任人", ("乙某某",)),
        ("联系电话", ("13800000002",)),
        ("整改主要工作及成效", ("2018年1月29日", "每年联合现场检查")),
    ),
)

BAOQING_OFFICE = "宝清县生态环境保护和督察工作委员会办公室"
BAOQING = Notice(
    place="宝清", form="public-notice-heilongjiang",
    edits=(
        ('text = "整改任务"', 'text = "整改问题"'), ('numbering = "1."', 'numbering = "一是"'),
    ),
    issuer="宝清县人民政府", signers="中共宝清县委、宝清县人民政府", dated_on=date(2025, 9, 22),
    inspection="第二轮中央生态环境保护督察", plan="宝清县中央生态环境保护督察整改方案", number="四十七",
    problem="第四十七项问题中的第五项：\n（1）全省106个省级以上产业园区中，全部集中供热供汽的46个。\n（2）21个未通过规划环评审查。",
    measures=(
        ("完善园区集中供热供汽设施。", "宝清经济开发区2024年9月取得环境影响报告书。"),
        ("加快规划环评修编并完成。", "园区内集中供热供汽设施建成。"),
    ),
    goal="经开区逐步集中供热供汽，依法开展规划环评。",
    basis=("黑龙江省中央生态环境保护督察整改任务验收销号办法（试行）",),
    starts_on=date(2025, 9, 28), ends_on=date(2025, 10, 16), days=10, office=BAOQING_OFFICE, address="宝清县新华路70号",
    around=(
        "第二轮中央生态环境保护督察第四十七项问题整改公示", "拟申请验收销号", "以寄出邮戳日期为准",
        "中共宝清县委\n宝清县人民政府", "2025年9月22日",
    ),
    expected=(
        ("一、整改问题", ("第四十七项问题中的第五项", "（1）全省106个", "46个", "（2）21个")),
        ("二、整改目标", ("依法开展规划环评",)),
        ("三、整改措施", ("一是完善园区集中供热供汽设施；二是加快规划环评修编并完成。",)),
        ("四、整改主要工作及成效", ("一是宝清经济开发区2024年9月取得", "；二是园区内集中供热供汽设施建成。")),
        ("五、公示时间：", ("2025年9月28日至2025年10月16日（共10个工作日）",)),
        ("六、受理部门：", (BAOQING_OFFICE,)),
        ("七、受理电话：", (PHONE,)),
        ("八、受理地址：", ("宝清县新华路70号",)),
    ),
)

XUANCHENG = Notice(
    place="宣城", form="public-notice-anhui", edits=(("整改验收销号公示", "整改完成情况公示"),),
    issuer="宣城市人民政府", dated_on=date(2023, 12, 13), inspection="2021年第二轮中央生态环境保护督察",
    plan="宣城市贯彻落实第二轮中央生态环境保护督察报告整改方案", number="三十八", problem="一些露天矿山整治明显滞后。",
    measures=(
        ("2021年底前制定并印发矿山生态修复验收标准。", "在建生产矿山“边开采、边治理”成效明显。"),
        ("2023年底前对已完成整治的矿山“回头看”并验收完毕。", "废弃矿山按既定方案有序治理。"),
    ),
    goal="矿山整治“回头看”基本完成；露天矿山按“一矿一策”整治完。", deadline="2023年底",
    units={UnitRole.RESPONSIBLE: ("宣城市委、市政府",)}, basis=("安徽省生态环境问题整改工作实施办法",),
    starts_on=date(2023, 12, 14), ends_on=date(2023, 12, 27), days=10, office="宣城市生态环境局",
    around=(
        "2021年第二轮中央生态环境保护督察反馈第三十八项问题整改完成情况公示", "《安徽省生态环境问题整改工作实施办法》",
        "（2023年12月14日至2023年12月27日，共10个工作日）",
    ),
    expected=(
        ("一、整改问题", ("露天矿山整治明显滞后",)),
        ("二、整改实施主体", ("宣城市委、市政府",)),
        ("三、重点措施", ("1. 2021年底前", "2. 2023年底前")),
        ("四、目标任务", ("“一矿一策”",)),
        ("五、完成时限", ("2023年底。",)),
        ("六、整改完成情况", ("1. 在建生产矿山", "2. 废弃矿山")),
    ),
)

BAOJI_OFFICE = "市环委办"
BAOJI = Notice(
    place="宝鸡", form="notice-table-baoji", kind=PaperKind.NOTICE_TABLE, issuer="宝鸡市生态环境保护委员会办公室",
    dated_on=date(2025, 3, 3), inspection="第二轮省生态环境保护督察",
    plan="宝鸡市贯彻落实第二轮省生态环境保护督察报告反馈问题整改方案", number="15",
    problem="6个县域工业聚集区，有的污水处理厂建设慢，有的污水不能有效处置。",
    measures=(
        ("成立专班，定期会商督办。", "渭滨、金台等县（区）成立工作专班。"),
        ("做好规划环评与项目环评联动试点。", "联动试点已开展。"),
        ("凤州园区事故应急池2022年12月31日前建成。", "凤州园区事故应急池建成。"),
    ),
    deadline="2024年12月31日", starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 14), days=10, office=BAOJI_OFFICE,
    around=(
        "《宝鸡市贯彻落实第二轮省生态环境保护督察报告反馈问题整改方案》", "经各牵头单位组织检查验收",
        "公示期自2025年3月3日至2025年3月14日", f"向{BAOJI_OFFICE}反映", f"电话：{PHONE}", "2025年3月3日",
    ),
    expected=(
        ("编号", ("1",)),
        ("序号", ("15",)),
        ("反馈问题", ("6个县域工业聚集区",)),
        ("整改措施", ("①成立专班", "②做好规划环评", "③凤州园区事故应急池2022年12月31日前建成")),
        ("整改时限", ("2024年12月31日",)),
        ("整改进展", ("①渭滨、金台", "②联动试点", "③凤州园区")),
    ),
)

CANGYUAN = Notice(
    place="沧源", form="self-check-report-cangyuan",
    kind=PaperKind.SELF_CHECK_REPORT, issuer="沧源佤族自治县自然资源局",
    addressee="市自然资源和规划局", dated_on=date(2025, 7, 15), inspection="第二轮省级生态环境保护督察",
    plan="临沧市贯彻落实第二轮省级生态环境保护督察报告整改方案", number="16",
    problem="历史遗留矿山349座，审核已修复107座，修复面积128.71公顷。",
    measures=(("编制全县历史遗留矿山生态修复方案，核查16座矿山、172个卫片图斑。", "完成核查，修复方案已备案。"),),
    goal="完成历史遗留矿山核查和修复方案编制备案。", deadline="2025年12月底",
    units={
        UnitRole.LEAD: ("县自然资源局",), UnitRole.RESPONSIBLE: ("县林草局", "县应急管理局", "市生态环境局（分局）"),
        UnitRole.SUPPORTING: ("各乡（镇）党委、政府",),
    },
    checked_on=date(2025, 7, 9), checked_by="县自然资源局、县农业农村局",
    around=("市自然资源和规划局：", "2025年7月9日", "开展了自查自验，现报告如下"),
    expected=(
        ("一、问题整改情况", (
            "督察报告指出：", "349座", "107座", "128.71公顷", "牵头单位：县自然资源局",
            "责任单位：县林草局、县应急管理局、市生态环境局（分局）", "配合单位：各乡（镇）党委、政府",
            "整改目标：完成历史遗留矿山核查",
            "整改时限：2025年12月底",
        )),
        ("二、整改措施及落实情况", ("整改措施：编制", "16座矿山、172个卫片图斑", "落实情况：完成核查")),
        ("三、自查自验结论", ("达到验收标准",)),
    ),
)

NOTICES = (
    SUMA, XUANCHENG, LANXI, BAOQING, JIANGSU, XIHU, CHENGCHENG, PUYANG, DAWA, LASA, BAOJI, CANGYUAN,
)
