"""Further matters, short ones, for the papers of other provinces: deadlines in every manner, units of every kind.

Places and figures are made up in the manner of published plans; the truths of tests/data/corpus say what is to be read.
"""

from __future__ import annotations

from tests.intake.corpus.matters import Matter, Step, steps

SEWAGE = Matter(
    name="污水处理厂低负荷运行",
    problem="示例镇污水处理厂长期低负荷运行，2023年平均进水化学需氧量浓度仅为58毫克/升，镇区雨污混流严重。",
    goal="污水处理厂进水化学需氧量浓度达到100毫克/升以上。",
    words="2025年6月底前",
    steps=(
        Step(text="排查镇区18公里污水管网，建立问题清单。", units=("示例镇人民政府",), words="2024年9月底前"),
        Step(
            text="实施雨污分流改造，修复破损管网4.2公里。",
            units=("县住房和城乡建设局", "示例镇人民政府"),
            words="2025年3月底前",
        ),
        Step(text="每季度至少开展1次进水浓度监测，动态调整运行方案。", units=("县生态环境局",), words="长期坚持"),
    ),
    lead=("县住房和城乡建设局",),
    responsible=("示例镇人民政府",),
    supporting=("县财政局", "县水利局"),
    supervising=("县委督查室",),
    acceptance=("市住房和城乡建设局",),
    done="已完成18公里管网排查，修复破损管网3.6公里。",
)
QUARRY = Matter(
    name="矿山边开采边修复不到位",
    problem="示例县3家石灰石矿山未落实边开采边修复要求，应修复面积126亩，实际仅修复31亩。",
    goal="完成历史欠账95亩的生态修复。",
    words="2024年12月31日前",
    steps=(
        Step(text="督促3家企业编制修复方案。", units=("县自然资源和规划局",), words="2024年3月底前"),
        Step(text="完成95亩复垦复绿。", units=("示例乡人民政府", "县林业局"), words="2024年12月31日前"),
    ),
    lead=("县自然资源和规划局",),
    responsible=("示例乡人民政府", "县应急管理局"),
    supporting=("县林业局",),
    supervising=("县人民检察院",),
    acceptance=("市自然资源和规划局",),
    done="3家企业均已编制修复方案，完成复绿62亩。",
)
FARMS = Matter(
    name="养殖粪污直排",
    problem="部分规模养殖场粪污未经处理直排沟渠，示例河枯水期水质为劣Ⅴ类。",
    goal="规模养殖场粪污处理设施配套率达到100%。",
    words="立行立改，长期坚持",
    steps=steps("依法查处粪污直排行为。", "对全县规模养殖场每月至少巡查2次。"),
    lead=("县农业农村局",),
    responsible=("各乡镇人民政府",),
    supporting=("县生态环境局", "县畜牧兽医中心"),
    supervising=("县政府督查室",),
    acceptance=("市农业农村局",),
    done="已查处直排行为4起，巡查46次。",
)
YARDS = Matter(
    name="工地扬尘管控不力",
    problem="建筑工地扬尘管控“六个百分之百”落实不到位，抽查的12个工地中有7个裸土未覆盖。",
    goal="建筑工地扬尘管控全面达标。",
    words="立行立改",
    steps=steps("对7个工地的裸土进行覆盖。", "将扬尘违法行为记入企业信用档案。"),
    lead=("县住房和城乡建设局",),
    responsible=("县城市管理局",),
    supporting=("县交通运输局",),
    supervising=("县生态环境局",),
    acceptance=("市住房和城乡建设局",),
    done="7个工地已全部整改到位。",
)
BOILERS = Matter(
    name="集中供热推进迟缓",
    problem="示例经济开发区集中供热项目推进迟缓，园区仍有5台10蒸吨/小时燃煤锅炉在用。",
    goal="淘汰5台燃煤锅炉，实现园区集中供热。",
    words="2026年底前",
    steps=(
        Step(text="加快热力管网建设，2025年底前通热。", units=("示例经济开发区管委会",), words="2025年底前"),
        Step(text="拆除5台燃煤锅炉。", units=("县工业和信息化局",), words="2026年底前"),
    ),
    lead=("县工业和信息化局",),
    responsible=("示例经济开发区管委会",),
    supporting=("县发展和改革局", "县市场监督管理局"),
    supervising=("县发展和改革局",),
    acceptance=("市工业和信息化局",),
    done="热力管网已建成2.1公里，拆除锅炉2台。",
)
LANDFILL = Matter(
    name="填埋场渗滤液积存",
    problem="示例县生活垃圾填埋场积存渗滤液约2.3万立方米，调节池防渗膜破损，环境风险突出。",
    goal="积存渗滤液全部处理完毕，防渗膜修复到位。",
    words="2024年10月",
    steps=steps("新增日处理200立方米的应急处理设备。", "修复调节池防渗膜。", "每半年至少监测1次地下水。"),
    lead=("县城市管理局",),
    responsible=("县环境卫生服务中心",),
    supporting=("县财政局",),
    supervising=("县生态环境局",),
    acceptance=("市城市管理局",),
    done="已处理渗滤液1.9万立方米。",
)
WETLAND = Matter(
    name="湿地保护区违规养殖",
    problem="示例湖湿地自然保护区缓冲区内仍有养殖塘420亩，退养工作进展缓慢。",
    goal="缓冲区内养殖塘全部退出并恢复湿地。",
    words="“十四五”末",
    steps=steps("签订退养协议，2024年底前退出300亩。", "实施湿地生态恢复工程。"),
    lead=("县林业局",),
    responsible=("示例湖镇党委", "示例湖镇人民政府"),
    supporting=("县农业农村局",),
    supervising=("县委督查室",),
    acceptance=("省林业局",),
    done="已退出养殖塘265亩。",
)
DUTIES = Matter(
    name="环保责任落实不够",
    problem="一些部门对“管行业必须管环保”认识不深，推诿扯皮现象时有发生，个别乡镇一年未研究过环保工作。",
    goal="生态环境保护责任体系更加健全。",
    words="长期坚持",
    steps=steps("修订生态环境保护责任清单。", "县委常委会会议每季度至少研究1次生态环境保护工作。"),
    lead=("县委组织部",),
    responsible=("各乡镇党委", "县直各部门"),
    supporting=("县委宣传部",),
    supervising=("县纪委监委",),
    acceptance=("市生态环境局",),
    done="责任清单已修订印发。",
)
