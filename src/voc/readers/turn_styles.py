"""How the first line of a turn looks: 「田中様：…」, 【田中】…, "Ana  10:15", <ana> …, ・「…」（田中様）"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# how much it takes to believe that what stands there are speakers: the looks alone (a clock beside a
# name), a name again or a known side, or (because lists and sentences look so too) names again and again
Proof = Literal["looks", "names", "often", "question and answer", "both sides", "alone", "all names", "key"]

EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\u23e9-\u23fa"
CLOCK = (
    r"(?:(?:\d{1,2}\s?時間\s?)?\d{1,2}\s?分\s?\d{1,2}\s?秒"
    r"|(?:午前|午後)?\d{1,2}(?::\d{2}(?::\d{2})?(?:\.\d{1,3})?|時\d{1,2}分)(?:\s?[AaPp]\.?[Mm]\b\.?)?)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?:(?:\d{1,4}[年月/.-]){1,2}\d{1,4}日?(?:\s?[(（][^()（）\n]{1,4}[)）])?|\d{1,2}月\d{1,2}日"
    rf"|{_MONTH} \d{{1,2}}(?:, \d{{4}})?,?|\d{{1,2}} {_MONTH}(?: \d{{4}})?,?|昨日|今日|[月火水木金土日]曜日?"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?|[Yy]esterday|[Tt]oday)"
)
_WHEN = rf"(?:{_DAY}(?:,? at)?[ \t　,T]{{1,2}})?{CLOCK}"
_ENCLOSED = rf"[\[(（]{_WHEN}(?:[ ]?(?:-->|[-–~〜])[ ]?{_WHEN})?[\])）]"
_BEFORE = rf"(?:(?:{_ENCLOSED}|{_WHEN})[ \t　]*(?:[-–|][ \t　]*)?)"
_BULLET = r"(?:(?:[-–—*•・○◯●◎>＞→⇒└]|\d{1,2}[.)])[ \t　]*){0,2}"
_GAP = r"[ \t　]*"
_OPEN, _SHUT = '「『“"«', '」』”"»'
_CLOSING_ON_LINE = rf"[{_SHUT}][^{_OPEN}{_SHUT}：:\n]{{0,16}}$"  # 「…」と苦笑い。


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write turns: the group `label` is who speaks, `words`, if any, all that is said."""

    pattern: re.Pattern[str]
    proof: Proof = "names"
    below: bool = False  # what is said stands on the next lines
    spans_lines: bool = False  # the time of day, or the name, stands on a line of its own


COLON = Style(
    re.compile(
        rf"{_GAP}{_BULLET}{_BEFORE}?(?:\*\*|__)?(?P<label>[^\s：:。、!?！？「」*][^：:。!?！？「」*\n]{{0,69}}?)"
        rf"{_GAP}(?:\*\*|__)?{_GAP}(?:{_ENCLOSED}|{CLOCK})?{_GAP}[：:](?!//)(?:\*\*|__)?{_GAP}"
    )
)
ZOOM_CHAT = Style(  # "09:15:02 From Ana to Everyone: …"
    re.compile(rf"{_GAP}{CLOCK}[ \t　]+(?P<label>[^\s：:][^：:\n]{{2,90}}?){_GAP}[：:]{_GAP}"), "looks"
)
_TABS = Style(re.compile(rf"{_WHEN}\t(?P<label>[^\t\n]{{1,40}})\t(?=\S)"), "looks")  # LINE
_ANGLE = Style(
    re.compile(
        rf"{_GAP}{_BEFORE}?<(?:v(?:\.\w+)*[ \t]+)?(?P<label>[^<>\n/][^<>\n]{{0,39}})>[ \t]*(?=\S)"
        r"(?![^\n]*</(?!v>))"
    ),
    "looks",
)
# a colon may stand in brackets: 森（パートナー：青葉開発）
_NAME = r"[^\s\d：:。、\[(（*](?:[^：:。、*\n(（]|[(（][^()（）\n]*[)）]){0,59}?"
_NAME_THEN_CLOCK = Style(
    re.compile(
        rf"{_GAP}(?:\d{{1,3}}[:.)][ ])?"
        rf"(?P<open>\*\*|[\[【［<＜])?(?P<label>{_NAME})(?(open)(?:\*\*|[\]】］>＞]))"
        rf"(?:[ \t　]{{1,12}}|, |[@＠]|{_GAP}[|–-]{_GAP})(?:{_ENCLOSED}|{_WHEN}){_GAP}$"
    ),
    "looks",
    below=True,
)
_NAME_CLOCK_WORDS = Style(  # **Ana** [00:41] …
    re.compile(rf"{_GAP}(?:\*\*)?(?P<label>{_NAME})(?:\*\*)?[ \t　]+{_ENCLOSED}[ \t　:：]*(?=\S)"), "looks"
)
NAME_CLOCK_SAID = Style(  # Ana @ Pella 10:12  …
    re.compile(rf"{_GAP}(?P<label>{_NAME})[ \t　]+{CLOCK}[ \t　]{{1,4}}(?:[-–|][ \t　]*)?(?=\S)"), "often"
)
_NAME_ABOVE_CLOCK = Style(
    re.compile(
        rf"{_GAP}(?P<label>{_NAME}){_GAP}\n{_GAP}(?:{_ENCLOSED}|{_WHEN}){_GAP}$",
        re.MULTILINE,
    ),
    "looks",
    below=True,
    spans_lines=True,
)
_CLOCK_ABOVE_NAME = Style(  # Teams
    re.compile(
        rf"{_GAP}(?:{_ENCLOSED}|{_WHEN}){_GAP}\n{_GAP}(?P<label>{_NAME}){_GAP}$",
        re.MULTILINE,
    ),
    "looks",
    below=True,
    spans_lines=True,
)
_NAME_COLON_CLOCK = Style(  # Ana: 01:12, over what she says
    re.compile(rf"{_GAP}(?P<label>{_NAME})[：:]{_GAP}(?:{_ENCLOSED}|{_WHEN}){_GAP}$"), "looks", below=True
)
_COMMENTED = Style(  # Ana added a comment - 03/Jun/24 9:40 AM
    re.compile(
        rf"{_GAP}(?P<label>{_NAME})[ 　]?"
        r"(?:added a comment|commented|replied|wrote|posted|(?:さん)?がコメント(?:を追加)?しました)"
        rf"\b[^\n]{{0,40}}\d[^\n]{{0,20}}$"
    ),
    "looks",
    below=True,
)
NAME_OVER_COMPANY = Style(  # Chatwork
    re.compile(
        rf"{_GAP}(?P<label>{_NAME}){_GAP}\n{_GAP}(?P<company>[^\n。]{{0,30}}(?:株式会社|有限会社|合同会社|[㈱㈲]|法人)[^\n。]{{0,30}}){_GAP}$"
        rf"(?=\n{_GAP}\S)",
        re.MULTILINE,
    ),
    "looks",
    below=True,
    spans_lines=True,
)
_NAME_ALONE = Style(  # above what is said, marked or not: **Ana**, ### Ana, ■先方, 森様
    re.compile(
        rf"{_GAP}(?:[■◆●▼□◇○＞>・]{_GAP}|#{{1,5}}[ 　]|[【＜<\[]|\*\*)?"
        rf"(?P<label>[^\s：:。、！？!?】＞>\]#*・•\d-][^：:。、！？!?】＞>\]\n*]{{0,59}}?)(?:[】＞>\]]|\*\*)?[：:]?{_GAP}$"
        rf"(?=\n{_GAP}\S)",
        re.MULTILINE,
    ),
    "alone",
    below=True,
    spans_lines=True,
)
_WORDS_THEN_BRACKET = Style(  # ・… （森様）
    re.compile(
        rf"{_GAP}[-–—*•・○●◎→⇒][ \t　]*(?P<words>[^\n]+?){_GAP}"
        rf"[（(](?P<label>[^（）()：:。、\n]{{1,24}})[）)]{_GAP}$"
    ),
    "all names",
)
_NAME_TO_THE_END = rf"(?P<label>[^\s\d：:。、!?！？\[][^：:。、!?！？\n]{{0,59}}?){_GAP}$"
_STAMP_THEN_NAME = Style(
    re.compile(
        rf"{_GAP}(?:@{CLOCK}{_GAP}[-–]{_GAP}|{_ENCLOSED}{_GAP}(?:[-–|]{_GAP})?){_NAME_TO_THE_END}",
    ),
    "looks",
    below=True,
)
_CLOCK_THEN_NAME = Style(
    re.compile(rf"{_GAP}{_WHEN}[ \t　]+(?:[-–|]{_GAP})?(?![AaPp]\.?[Mm]\b){_NAME_TO_THE_END}"), below=True
)
_BRACKET = Style(
    re.compile(
        rf"{_GAP}(?P<label>[\[【［〔][^\]】］〕\n]{{1,20}}[\]】］〕]"
        rf"(?:[ \t　]?[^\s：:。、\n]{{1,12}}(?=[：:]))?)[：:]?{_GAP}(?=\S)"
    )
)
_CIRCLE = Style(re.compile(rf"{_GAP}[○◯〇](?P<label>[^\s　：:。、○◯〇][^\s　：:。、]{{0,15}})[ \t　]+(?=\S)"))
_QUESTION_AND_ANSWER = Style(
    re.compile(
        rf"{_GAP}(?:\*\*)?(?P<label>[QAＱＡ問答]|質問|回答|Question|Answer)[ ]?\d{{0,3}}{_GAP}"
        r"[.．。:：)）、][ \t　*]*(?=\S)"
    ),
    "question and answer",
)
_QUOTE = Style(
    re.compile(
        rf"{_GAP}{_BULLET}(?P<label>[^\s{_OPEN}{_SHUT}：:。、!?！？][^{_OPEN}{_SHUT}：:。、!?！？\n]{{0,23}}?){_GAP}"
        rf"[{_OPEN}](?P<words>[^\n]+?){_CLOSING_ON_LINE}"
    )
)
_QUOTE_THEN_BRACKET = Style(
    re.compile(
        rf"{_GAP}{_BULLET}[{_OPEN}](?P<words>[^\n]+?)[{_SHUT}]{_GAP}[（(]"
        rf"(?P<label>[^（）()：:。、\n]{{1,24}})[）)]{_GAP}$"
    )
)
_QUOTE_THEN_NAME = Style(
    re.compile(
        rf"{_GAP}{_BULLET}[{_OPEN}](?P<words>[^\n]+?)[{_SHUT}]{_GAP}(?:[—–―-]{{1,2}}|…){_GAP}"
        rf"(?P<label>[^：:。、\n{_OPEN}]{{1,40}}?){_GAP}$"
    )
)
_QUOTE_SAID = Style(  # "…", said Maria.
    re.compile(
        rf"{_GAP}{_BULLET}[{_OPEN}](?P<words>[^\n]+?),?[{_SHUT}],? "
        rf"(?:said|says|asked|noted|added|replied|answered) (?P<label>[A-Z][^.,:\n]{{1,40}}?)[.,]?{_GAP}$"
    )
)
_ARROW = Style(  # 中西→…
    re.compile(
        rf"{_GAP}{_BULLET}(?P<label>[^\s→⇒：:。、「」][^→⇒：:。、「」\n]{{0,23}}?)[ 　]?[→⇒][ 　]?(?=\S)"
    ),
    "often",
)
_REPORTED = Style(  # Sarah said that …
    re.compile(
        rf"{_GAP}{_BULLET}(?P<label>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)?) "
        r"(?:said|says|asked|noted|mentioned|explained|confirmed|reported|replied|added|stated|told us)"
        r"(?: that| if| whether)?:? (?=\S)"
    ),
    "often",
)
_WEBEX = Style(
    re.compile(rf"{_GAP}\d{{1,4}} [\"“](?P<label>[^\"”\n]{{1,60}})[\"”](?: [(]\d+[)])?{_GAP}$"),
    "looks",
    below=True,
)
_HEADING = Style(  # ■先方 over bullets, or a side alone on its line over some
    re.compile(
        rf"{_GAP}(?=[■◆●▼□◇#【＜<\[]|[{EMOJI}]|[^\n]{{1,24}}\n{_GAP}[-–—*•・])"
        rf"(?:[■◆●▼□◇{EMOJI}]\ufe0f?{_GAP}|#{{1,4}}[ 　])?[【＜<\[]?"
        rf"(?P<label>[^\s：:。、!?！？】＞>\]#][^：:。、!?！？】＞>\]\n]{{0,19}}?)[】＞>\]]?[：:]?{_GAP}$",
        re.MULTILINE,
    ),
    "both sides",
    below=True,
    spans_lines=True,
)
_CELLS = Style(re.compile(rf"{_GAP}(?P<label>[^\t\n：:。]{{1,30}})\t{_GAP}(?=\S)"), "often")
_PARENTHESIS = Style(  # （弊）…
    re.compile(
        rf"{_GAP}(?P<label>[（(][^（）()\n]{{1,24}}[）)](?:[^\s：:。、（）()\n]{{1,12}}(?=[：:]))?)[：:]?{_GAP}(?=\S)"
    ),
    "often",
)
_CLOSED = Style(
    re.compile(
        rf"{_GAP}{_BEFORE}?(?P<label>[^\s）)＞>／「」。、!?！？]"
        rf"(?:[^）)＞>／/|｜「」。、!?！？\n(（\[]|[(（\[][^()（）\[\]\n]*[)）\]]){{0,39}}?)"
        rf"[ ]?[）)＞>／/|｜]{_GAP}(?=\S)"
    ),
    "often",
)
_APART = Style(
    re.compile(
        rf"{_GAP}{_BEFORE}?(?P<label>[^\s　：:。、「」\[][^　：:。、「」\n]{{0,39}}?)"
        r"(?:　|[ ]{2,}| [—–-] |(?<=[)）])[—–])[ 　]*(?=\S)"
    ),
    "often",
)
_DOT = Style(re.compile(rf"{_GAP}(?P<label>[A-Z][a-z]{{1,15}}(?: [A-Z]\.?)?)[.] (?=\S)"), "often")  # Ana. …
_NAMED_QUESTION = Style(  # Q1（髙橋様）…
    re.compile(
        rf"{_GAP}{_BULLET}(?:\*\*)?(?:[QAＱＡ問答]|質問|回答|Question|Answer)[ ]?\d{{0,3}}{_GAP}"
        rf"[.．。:：)）、]?{_GAP}"
        rf"[（(\[【](?P<label>[^()（）\[\]【】\n]{{1,40}})[）)\]】](?:\*\*)?{_GAP}[:：]?(?:\*\*)?{_GAP}(?=\S)"
    ),
    "looks",
)
_Q_ALONE = Style(
    re.compile(rf"{_GAP}(?:\*\*)?(?P<label>[QAＱＡ問答])[ ]?\d{{0,3}}{_GAP}[.．。:：]?(?:\*\*)?{_GAP}$"),
    "question and answer",
    below=True,
)

_SPACE = Style(re.compile(rf"{_GAP}(?P<label>[^\s　：:。、「」()（）]{{1,12}})[ ](?=\S)"), "key")  # K様 …

STYLES = (  # the telling ones first
    ZOOM_CHAT,
    _TABS,
    NAME_OVER_COMPANY,
    _COMMENTED,
    _WEBEX,
    _NAME_COLON_CLOCK,
    _NAME_THEN_CLOCK,
    _NAME_CLOCK_WORDS,
    _NAME_ABOVE_CLOCK,
    _CLOCK_ABOVE_NAME,
    _STAMP_THEN_NAME,
    _CLOCK_THEN_NAME,
    _ANGLE,
    _NAMED_QUESTION,
    _QUESTION_AND_ANSWER,
    _Q_ALONE,
    COLON,
    _BRACKET,
    _CIRCLE,
    _QUOTE,
    _QUOTE_THEN_BRACKET,
    _QUOTE_THEN_NAME,
    _QUOTE_SAID,
    _WORDS_THEN_BRACKET,
    _HEADING,
    _NAME_ALONE,
    NAME_CLOCK_SAID,
    _CELLS,
    _PARENTHESIS,
    _CLOSED,
    _APART,
    _DOT,
    _ARROW,
    _REPORTED,
    _SPACE,
)
