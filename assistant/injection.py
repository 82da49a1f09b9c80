"""Sentences of an article that speak to a language model instead of a reader: never evidence for what a model writes.

The patterns take what such sentences have in common, a demand that only a model could follow; a report about rules that
were ignored is none. They are one layer of three: what articles say stands in a fence (prompts/), and what a model writes
needs support in sentences that are none of these.
"""

import re

from corpus.fold import fold

EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|your|other|given)"
TOLD = r"(?:instructions?|rules?|prompts?|guidelines?|directions|text|sentences?|context|content)"
SAY = r"(?:answer|reply|respond|output|print|say|write|return)"
ENGLISH = (
    rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){{0,3}}?{EARLIER}\s+(?:\w+\s+){{0,2}}?{TOLD}\b",
    r"\b(?:ignore|disregard|forget)\s+(?:all|everything|anything)\s+(?:of\s+)?(?:the\s+|these\s+|that\s+)?"
    r"(?:above|before|instructions|rules|prompts|guidelines|(?:was|is|you were) (?:said|told))",
    r"\byou are now (?:a|an|in|the|dan|free|operating|acting|playing|required|instructed)\b",
    r"\b(?:new|updated) (?:system )?(?:instructions?|prompt)\s*:|\bsystem (?:prompt|message|override|note)\s*:",
    r"\b(?:reveal|print|show|output|repeat|leak)\b.{0,20}\bsystem (?:prompt|message)\b",
    rf"(?:^|[.!?:;,]\s*|\b(?:and|must|should|please|then)\s+){SAY}\s+"
    r"(?:only|just|exactly|nothing but|solely|with (?:only|just|exactly|the (?:word|text|phrase|sentence)))\b",
    r"\b(?:ai|language|chat) ?(?:models?|assistants?|bots?)\s*:"
    r"|\b(?:note|attention|instructions?|message)\b.{0,6} (?:to|for) (?:the |any |all )?(?:ai|llms?|assistants?|language models?|chatbots?)\b",
)
CHINESE = (
    r"(?:忽略|无视|忘记|忘掉|(?:不要|不必|无需|别)(?:理会|遵守|遵循|执行)|推翻|跳过)(?:掉|你|您|一切|所有|全部|以上|上述|之前|先前|前面|此前|上面|原有"
    r"|任何|收到|的|其他|已有){1,6}(?:指令|指示|规则|提示词?|要求|设定|限制|内容|文字)",
    r"(?:以上|上述|前面|之前|先前)的?(?:所有|全部|一切)?(?:指令|指示|规则|提示词?)(?:均|都|全部|一律|已|已经){0,2}(?:作废|无效|失效|取消)",
    r"(?:忽略|无视|忘记|忘掉)(?:上文|前文|以上|上面)",
    r"(?:从现在(?:起|开始)[，,]?|现在)(?:你|您)(?:是|将|扮演|要|必须|只)|(?:你|您)(?:现在|从现在(?:起|开始))(?:是|扮演|必须|要扮演)",
    r"(?:系统(?:提示|消息|指令|覆盖)|新的?(?:指令|系统提示))[：:,，]",
    r"(?:输出|显示|泄露|说出|打印|重复).{0,8}(?:系统提示|提示词)",
    r"(?:只|仅)(?:能|可|需要?|要|须|准|许)(?:以|用)?.{0,4}(?:回答|回复|输出|答复)|(?:只|仅)(?:回答|回复|输出|答复)[“「『\"：:]",
    r"请(?:你|您)?(?:务必|直接|改为|统一)?(?:输出|回复|回答)[“「『\"：:]|(?:改为|改成)(?:输出|回答|回复)",
    r"(?:致|给)(?:所有|任何)?(?:ai|人工智能|语言模型|大模型|模型)?(?:助手|模型|ai)的?(?:指令|指示|提示|说明|消息)|(?:ai|智能|语言模型)助手[：:]",
)
TOKENS = r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?inst\]|^\s*#{2,}\s*(?:system|instruction)"
ADDRESSED = re.compile("|".join(f"(?:{pattern})" for pattern in (*ENGLISH, *CHINESE, TOKENS)), re.M | re.S)


def speaks_to_a_model(text: str) -> bool:
    """Whether a sentence demands something of a language model that reads it."""
    return ADDRESSED.search(fold(text)) is not None
