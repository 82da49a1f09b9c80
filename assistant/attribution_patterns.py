"""How Chinese and English news name the one who says something: verbs of saying, titles, what stands between and around."""

import re

from index.readings import SURNAMES as USUAL_SURNAMES

# All Chinese patterns are for folded text: Simplified, lower case, NFKC (a full-width comma is a plain one).
SAYS = re.compile(
    r"(?<![小据传学来再的听])说(?!明|法|服|辞|不定|起来|到底)|表示|认为|指出|强调|坦言|直言|透露|解释(?!权)|回应|反击|反驳|承认|否认|补充|估算|估计|预计|"
    r"预测|断言|写道|提到|回忆|形容|批评|质疑|提醒|感叹|调侃|笑言|笑称|声称|宣称|坚称|辩称|据此称|觉得|主张|警告|反问|"
    r"总结道|评价|(?<![名简全俗职据号堪人对])称(?![为呼号霸道赞职重])|告诉|提出"
)
NAMED_VIEW = re.compile(
    r"(?:在|依|按)(?P<who>[^,。;:“”「」]{2,20}?)看来|用(?P<who2>[^,。;:“”「」]{2,16}?)的(?:话|说法)"
)
ACCORDING = re.compile(
    r"(?:据|根据|按照|按|引述|援引)(?P<who>[^,。;:“”「」]{2,24}?)(?:的)?(?:介绍|透露|称|说法|说|估算|估计|统计|测算|消息|报道|披露|指)"
)
OWN_VIEW = re.compile(
    r"(?P<who>[^,。;:“”「」]{2,20}?)(?:给出)?的(?:看法|观点|判断|说法|估计|解释|回应|反思|感慨|评论|担忧|预言|回答)(?:是|则|比|与|相反|更|很|:)"
)
HAN_CUT = re.compile(
    r"\(|对此|对[^,]|在|接受|向|透过|通过|于(?=\d)|\d|[十一二三四五六七八九]月|也|则|还|又|曾|就|进一步|公开|近日|日前|当天|当晚|随后|昨|今|多次|此前|一再|"
    r"私下|明确|再次|同时|事后|后来|反而|却|把|早在|不|均|都|把话|并|这么|这样|如此|如是|并没有|没有|一直|最后|首先|继续|坦率|直接|语气|"
    r"上个?月|上周|本月|未|仅|只|笑|几天前|受访|去年|前年|予以|可能|有进一步|给出|一文|用(?=一)"
)
HAN_LEAD = re.compile(
    r"^(?:但是?|而|不过|另外|此外|其中|当时|因为|由于|所以|例如|比如|如果|甚至|据悉|连|另|和|及|与|一位|一名|前|现任|时任|作为|至于|据|根据|以及|如|有(?!限)|另据|引述|援引)+"
)
TITLED = (
    r"(?:合伙人|总?经理|ceo|cto|cfo|coo|首席[一-龥]{1,4}[官家]|执行长|运营长|营运长|财务长|技术长|创[始办]人|董事长|总裁|主任|教授|研究员|分析师|"
    r"律师|负责人|发言人|主席|院长|所长|主管|记者|博士|工程师|总监|秘书长|局长|部长|市长|董事|投资人|学者|老板|顾问|研究者|专家|店长|校长|[一-龥]长)"
    r"(?P<name>[一-龥·]{2,10})"
)
TITLE, BEHIND_TITLE = re.compile(TITLED + "$"), re.compile(TITLED)
MORE_SURNAMES = frozenset(
    "裘祁郎岑娄屠霍虞柏窦章鲍史费廉常乐于皮卞齐康伍余元卜穆尹姚湛汪毛禹狄米贝明臧计伏成茅庞熊纪舒屈项祝董梁杜阮席季麻强贾路娄危江童颜郭梅盛林刁钟徐"
    "骆高夏蔡田樊胡凌霍万支柯昝管卢莫经房缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚嵇邢裴陆荣翁荀羊惠甄曲封芮羿储靳汲糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬"
    "全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂"
    "濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶"
    "倪卓空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公练滕滑冒薛植岳帅缑亢况有琴商牟佘佴伯赏墨哈谯年爱阳佟闪"
)
SURNAMES = USUAL_SURNAMES | MORE_SURNAMES - frozenset(
    "有相年益能成公强干国文广东都向后连从全那别古空明路利通双越红关单空"
)
QUOTATION = re.compile(r"“[^”]*(?:”|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)|\"[^\"]*(?:\"|$)")
CLAUSE = re.compile(r'[^,。;:!?"“”、]+')
SHE_OR_HE = re.compile(r"^(?:他|她|其本人|本人|他本人|她本人|后者)$")
NOBODY = re.compile(
    r"^(?:他们|她们|它|我们?|你们?|大家|有人|人们|自己|这|那|该|其|此|所|谁|什么|可以.*|可|不能|不|难|没有人|很难|一般|通常|多数|只|先|也|.)$"
    r"|[谁何哪]|^[这那此该]|^(?:虽然|尽管|因此|如果|若|所以|可以|下一|粗略|正确|准确|某种|先是|[的》—])"
    r"|(?:金额|全年|预计|一句是)$|[但—]|(?:的|之后|以前)$"
)
LONGEST = 16  # characters of what stands before a verb of saying and is taken as a whole

SAID = (
    r"said|says|tells|told|wrote|writes|argue[sd]|added|adds|note[sd]|warn(?:ed|s)|explain(?:ed|s)|estimate[sd]|predict(?:ed|s)|"
    r"believe[sd]|thinks|thought|claim(?:ed|s)|insist(?:ed|s)|jok(?:ed|es)|remark(?:ed|s)|replie[sd]|recall(?:ed|s)|acknowledge[sd]|"
    r"admit(?:ted|s)|concede[sd]|denie[sd]|suggest(?:ed|s)|point(?:ed|s) out|puts? it|describe[sd]|dispute[sd]|call(?:ed|s)|"
    r"critici[sz]e[sd]|reckons?|complain(?:ed|s)|maintain(?:ed|s)|asked|state[sd]|mused|quipped"
)
SAID_VERB = re.compile(rf"\b(?:{SAID})\b")
SAID_BEFORE = re.compile(
    r"\b(?:said|says|wrote|writes|argued|added|explained|joked|asked|told) (?:(?:the |its |their )?[a-z][a-z-]*(?: [a-z][a-z-]*){0,3} )?"
    r"(?P<who>(?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){0,3})",
)
ACCORDING_TO = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:\"“”]{3,60}?)(?=[,.;:\"“”]|$| and )")
CAPITALS = re.compile(
    r"(?<![\w.])(?:Mr|Ms|Mrs|Dr|[A-Z][\w’'-]*?)(?:[.]?[ ](?:[A-Z][\w-]*|de|van|von|bin|al))*(?=['’]s\b|\W|$)"
)
NO_NAME = frozenset(
    "The A An It He She They We I In On At But And Asked For By To As If When While What That This These Those After Before "
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday Chief Executive Its His Her Their There Some Many Most One Two According Analysts Analyst Founder Yet So Or Not No".split()
)
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)$")
CROWD = re.compile(r"(?:[Tt]he|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Aa]n?|[Oo]ne) [a-z][a-z ]{3,44}$")
