"""Where sentences end: quotations, no full stops, bullets, faces, both languages in one text, numbers."""

import pytest

from voc import languages

JAPANESE = [
    (
        "「もう限界です。」と言われました。次は解約です。",
        ["「もう限界です。」と言われました。", "次は解約です。"],
    ),
    ("部長から「来期は使わない」と連絡がありました。", ["部長から「来期は使わない」と連絡がありました。"]),
    ("「遅い。」「高い。」「もう要らない。」", ["「遅い。」「高い。」「もう要らない。」"]),
    ("検索が遅い\n料金が高い\nサポートは良い", ["検索が遅い", "料金が高い", "サポートは良い"]),
    ("検索が遅いです 料金も高いです", ["検索が遅いです", "料金も高いです"]),
    ("使いやすいです！ただ高いです", ["使いやすいです！", "ただ高いです"]),
    (
        "本当に助かっています😊😊ありがとうございます。",
        ["本当に助かっています😊😊", "ありがとうございます。"],
    ),
    ("助かりました🙇\u200d♂️次回もお願いします", ["助かりました🙇\u200d♂️", "次回もお願いします"]),
    ("ver.2.1に上げたら落ちました。1.5倍遅いです。", ["ver.2.1に上げたら落ちました。", "1.5倍遅いです。"]),
    (
        "詳細は https://example.co.jp/a.html?b=1 をご覧ください。以上です。",
        ["詳細は https://example.co.jp/a.html?b=1 をご覧ください。", "以上です。"],
    ),
    (
        "API の Rate limit が厳しい。Please fix it soon. 待っています。",
        ["API の Rate limit が厳しい。", "Please fix it soon.", "待っています。"],
    ),
    (
        "Acme Inc. の担当です。Mr. Smith に伝えました。",
        ["Acme Inc. の担当です。", "Mr. Smith に伝えました。"],
    ),
    ("遅い（特に月末。朝も。）ので困っています。", ["遅い（特に月末。朝も。）ので困っています。"]),
    ("更新はしません（笑）他社にします。", ["更新はしません（笑）", "他社にします。"]),
    ("なぜ直らないのですか？？半年待っています。", ["なぜ直らないのですか？？", "半年待っています。"]),
    ("まあ…そうですね…。考えます。", ["まあ…そうですね…。", "考えます。"]),
    (
        "①検索が遅い ②帳票が崩れる ③電話がつながらない",
        ["①検索が遅い", "②帳票が崩れる", "③電話がつながらない"],
    ),
    (
        "・検索が遅い\n\u3000月末は特にひどい\n・帳票が崩れる",
        ["・検索が遅い", "月末は特にひどい", "・帳票が崩れる"],
    ),
    ("1. 検索が遅い\n2. 帳票が崩れる", ["1. 検索が遅い", "2. 帳票が崩れる"]),
    ("価格は1,200,000円です。高いと思います。", ["価格は1,200,000円です。", "高いと思います。"]),
    ("満足度は3.5点。理由は速度。", ["満足度は3.5点。", "理由は速度。"]),
    (
        "連絡先はtaro.yamada@example.co.jpです。返信ください。",
        ["連絡先はtaro.yamada@example.co.jpです。", "返信ください。"],
    ),
    ("いつも遅いですｗｗ 直してください", ["いつも遅いですｗｗ", "直してください"]),
    ("遅いです｡直してください｡", ["遅いです｡", "直してください｡"]),
    ("解約したい.理由は価格.", ["解約したい.", "理由は価格."]),
    ("『更新しない。』というメールが来た。", ["『更新しない。』というメールが来た。"]),
    ("Yahoo!ニュースで見ました。驚きました。", ["Yahoo!ニュースで見ました。", "驚きました。"]),
    ("どうすればよいか？という声が多い。", ["どうすればよいか？という声が多い。"]),
    ("【要望】検索を速く。【不満】料金が高い。", ["【要望】検索を速く。", "【不満】料金が高い。"]),
    (
        "先方は、社内で検討した結果、\n来期の更新は見送りたいとのことでした。\n残念です。",
        ["先方は、社内で検討した結果、\n来期の更新は見送りたいとのことでした。", "残念です。"],
    ),
    ("はい。はい。そうです。", ["はい。", "はい。", "そうです。"]),
    (
        "No.1のサービスだと思います。v1.2.3で直りました。",
        ["No.1のサービスだと思います。", "v1.2.3で直りました。"],
    ),
    ("期限は2026.5.12です。お願いします。", ["期限は2026.5.12です。", "お願いします。"]),
    ("「高い」「遅い」の二点です。", ["「高い」「遅い」の二点です。"]),
    ("｢遅い｡もう要らない｡｣と言われた｡次です｡", ["｢遅い｡もう要らない｡｣と言われた｡", "次です｡"]),
    ("手順①と②の案がある。", ["手順①と②の案がある。"]),
    ("「いいね。（笑）」と言われた。", ["「いいね。（笑）」と言われた。"]),
    ("「なぜ？」「遅いから。」と続いた。", ["「なぜ？」「遅いから。」と続いた。"]),
]

ENGLISH = [
    ("Mr. Tanaka of Acme Inc. called. He was upset.", ["Mr. Tanaka of Acme Inc. called.", "He was upset."]),
    ("We pay $1.5k per month. It's too much.", ["We pay $1.5k per month.", "It's too much."]),
    (
        "We use it for audits, e.g. ISO 27001, i.e. yearly. It works.",
        ["We use it for audits, e.g. ISO 27001, i.e. yearly.", "It works."],
    ),
    ('She asked "Can you fix it?" and left.', ['She asked "Can you fix it?" and left.']),
    ('He said "We are leaving." Nobody answered.', ['He said "We are leaving."', "Nobody answered."]),
    ("It crashed again!! Please help", ["It crashed again!!", "Please help"]),
    ("Love it 😊 Will renew", ["Love it 😊", "Will renew"]),
    ("Love it 😊😊 Thanks!", ["Love it 😊😊", "Thanks!"]),
    (
        "See https://example.com/docs/v1.2/index.html?x=1. Thanks.",
        ["See https://example.com/docs/v1.2/index.html?x=1.", "Thanks."],
    ),
    ("Write to sam.cole@example.co.uk. He knows.", ["Write to sam.cole@example.co.uk.", "He knows."]),
    (
        "The U.S. team loves it. The U.K. team does not.",
        ["The U.S. team loves it.", "The U.K. team does not."],
    ),
    ("We met at 3 p.m. on Friday. It went well.", ["We met at 3 p.m. on Friday.", "It went well."]),
    ("We start at 9 a.m. Then we export.", ["We start at 9 a.m.", "Then we export."]),
    ("- slow search\n- no export\n- bad support", ["- slow search", "- no export", "- bad support"]),
    ("1. Slow search\n2. No export", ["1. Slow search", "2. No export"]),
    ("Reasons: 1) price 2) speed 3) support", ["Reasons: 1) price 2) speed 3) support"]),
    (
        "Version 2.0.1 broke it. Rolling back to 1.9 helped.",
        ["Version 2.0.1 broke it.", "Rolling back to 1.9 helped."],
    ),
    ("slow, buggy, expensive", ["slow, buggy, expensive"]),
    (
        "We asked Dr. J. R. Smith vs. the board. No answer.",
        ["We asked Dr. J. R. Smith vs. the board.", "No answer."],
    ),
    ("It takes 5 min. per order. Too long.", ["It takes 5 min. per order.", "Too long."]),
    (
        "The CSM wrote 「すみません。直します。」 and left. Fine.",
        ["The CSM wrote 「すみません。直します。」 and left.", "Fine."],
    ),
    ("Too slow.検索が遅いです。Please fix.", ["Too slow.", "検索が遅いです。", "Please fix."]),
    ("Is it fixed? We wait. Really?!", ["Is it fixed?", "We wait.", "Really?!"]),
    ("(It never worked.) We gave up.", ["(It never worked.)", "We gave up."]),
    ("We gave up (it never worked). Sorry.", ["We gave up (it never worked).", "Sorry."]),
    (
        "Thanks for the update\nWe will check it tomorrow\nBest",
        ["Thanks for the update", "We will check it tomorrow", "Best"],
    ),
    (
        "We moved to Acme Corp. Their support is better.",
        ["We moved to Acme Corp.", "Their support is better."],
    ),
    ("Support is great; pricing is not. Etc.", ["Support is great; pricing is not.", "Etc."]),
    (
        "Our plan, Pro Inc. annual, ends Jan. 5, 2027. Renewal is unlikely.",
        ["Our plan, Pro Inc. annual, ends Jan. 5, 2027.", "Renewal is unlikely."],
    ),
    ("Node.js and ASP.NET both fail. Odd.", ["Node.js and ASP.NET both fail.", "Odd."]),
    ("i think its fine. but slow. idk", ["i think its fine.", "but slow.", "idk"]),
    ("Q: Is it fast? A: No.", ["Q: Is it fast?", "A: No."]),
    ("We rate it 4.5/5. Good.", ["We rate it 4.5/5.", "Good."]),
    ("She has a Ph.D. in law. See p. 12.", ["She has a Ph.D. in law.", "See p. 12."]),
    ("It is 😊 to use. Good.", ["It is 😊 to use.", "Good."]),
    ("We use Excel vs. Sheets etc. We like both.", ["We use Excel vs. Sheets etc.", "We like both."]),
]


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [*(("ja", *case) for case in JAPANESE), *(("en", *case) for case in ENGLISH)],
)
def test_sentences(code: str, text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in languages.get(code).sentences(text)] == sentences
