"""Fictional names: a common surname and a given name of two characters.

The second characters leave out those with which the names of persons in the published sources end.
"""

from __future__ import annotations

from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱高林郭梁宋郑谢唐许冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏邹孟秦邱尹薛"
FIRST = "文志国明海永春晓玉秀雪云振嘉思子佳雅世新俊少广若知景怀"
SECOND = "林峰静芳梅波磊杰亮斌宁洁琴霞玲洋岩松川泉舟航蕾琳楠彤源然越州"


def draw_names(rng: Random, count: int) -> list[str]:
    """Return that many different names."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[rng.choice(SURNAMES) + rng.choice(FIRST) + rng.choice(SECOND)] = None
    return list(names)
