"""Pictures: nothing on something else, and files that are what they say."""

from __future__ import annotations

import io
import re
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from voc.pictures import cooccurrence, heatmap, network, topic_map, trend_lines
from voc.pictures.canvas import render, width_of
from voc.pictures.colours import HUES, look, shade, tint
from voc.pictures.cooccurrence import laid_out, ties
from voc.pictures.drawing import Drawing, Words, drawing
from voc.pictures.heatmap import HeatCell, HeatMap
from voc.pictures.labels import frame, lines
from voc.pictures.network import Network
from voc.pictures.places import places, ring
from voc.pictures.topic_map import MapReason, MapTopic, TopicMap
from voc.pictures.trend_lines import TrendLines, TrendPanel

NAMES = ["請求書の金額が見積と違うので毎月確かめている", "the invoice never matches the quote", "返事が遅い"]


def crowded_map(count: int = 30) -> TopicMap:
    """A map whose topics all lie close together."""
    rng = np.random.default_rng(1)
    return TopicMap(
        title="トピックの地図",
        legend="円の大きさ＝文書数",
        reasons=tuple(MapReason(f"理由{at}", look(at)) for at in range(16)),
        topics=tuple(
            MapTopic(f"{NAMES[at % 3]}{at}", 60 - at, tuple(rng.normal(0.2, 0.3, 2)), look(at % 16))
            for at in range(count)
        ),
        segments=tuple(((0.01 * at, 0.2), look(at)) for at in range(20)),
    )


def word_network() -> Network:
    texts = [["請求書", "金額", f"語{at}", f"語{at + 1}", "見積"] for at in range(40)] * 2
    strongest, counts = ties(texts, min_texts=2, most=60)
    return Network(
        "共起ネットワーク", "円の大きさ＝発言数", tuple(laid_out(strongest, counts)), tuple(strongest)
    )


def heat() -> HeatMap:
    cell = HeatCell(12, 0.25)
    return HeatMap(
        "離脱理由 × 業種",
        "上の数字＝顧客数",
        ("価格・費用対効果", "reorganisation or policy change of some length"),
        tuple((f"小売（ホームセンター・とても長い名前）{at}", 40) for at in range(12)),
        ((cell,) * 12, (HeatCell(0, 0.0), HeatCell(0, None), *(cell,) * 10)),
    )


def panels() -> TrendLines:
    courses = ["emerging", "fading", "steady", "unknown"]
    return TrendLines(
        "トピックの推移",
        "縦軸＝割合",
        tuple(f"2026-{month:02}" for month in range(1, 13)),
        tuple(
            TrendPanel(
                f"{NAMES[at % 3]} {NAMES[1]}", (0.1,) * 11 + (0.5,), course, "▲ 増えている 4% → 12%", 9
            )  # type: ignore[arg-type]
            for at, course in enumerate(courses)
        ),
    )


DRAWINGS = {
    "map": lambda: topic_map.draw(crowded_map()),
    "network": lambda: network.draw(word_network()),
    "heatmap": lambda: heatmap.draw(heat()),
    "trends": lambda: trend_lines.draw(panels()),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_words_lie_on_others_or_leave_the_picture(name: str) -> None:
    drawn: Drawing = DRAWINGS[name]()
    frames = [(words, frame(words)) for words in drawn.words]
    assert [(a[0].text, b[0].text) for a, b in combinations(frames, 2) if a[1].meets(b[1])] == []
    for words, box in frames:
        assert box.x >= 0 and box.x + box.width <= drawn.width, words.text
        assert box.y >= 0 and box.y + box.height <= drawn.height, words.text


def test_every_topic_of_a_crowded_map_has_its_name() -> None:
    text = "".join(words.text for words in topic_map.draw(crowded_map(20)).words)
    assert all(f"({60 - at})" in text for at in range(20))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_png_is_a_picture_of_something(name: str) -> None:
    from PIL import Image

    drawn: Drawing = DRAWINGS[name]()
    picture = Image.open(io.BytesIO(render(drawn, "png")))
    assert picture.size == (round(drawn.width * 2), round(drawn.height * 2))
    dark = np.asarray(picture.convert("L")) < 128
    assert 0.001 < dark.mean() < 0.5


def test_an_svg_has_its_words_as_text_and_names_itself() -> None:
    svg = render(topic_map.draw(crowded_map(3)), "svg").decode()
    root = ElementTree.fromstring(svg)
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "返事が遅い2 (58)" in texts
    assert root.get("role") == "img" and root.get("aria-label") == "トピックの地図"
    assert "Hiragino Sans" in svg and "dc:date" not in svg
    assert not re.search(r'(?:href|src)="(?!#)', svg)


def test_japanese_is_drawn_with_japanese_letters() -> None:
    def ink(text: str) -> float:
        from PIL import Image

        png = render(drawing(100, 40, "t", [Words((10, 20), text, 20)]), "png")
        return float((np.asarray(Image.open(io.BytesIO(png)).convert("L")) < 128).sum())

    assert ink("轟") > 2 * ink("一") > 0  # boxes for missing letters would be alike


def test_words_of_money_and_odd_letters_are_no_formulas() -> None:
    odd = drawing(300, 40, '<&">', [Words((10, 20), "$5 と $6 <b>&\U0001f600", 12)])
    assert render(odd, "png")
    assert "$5 と $6 &lt;b&gt;&amp;" in render(odd, "svg").decode()


def test_lines_break_as_japanese_and_english_do() -> None:
    wide = width_of("あ" * 6, 11)
    assert lines("とても長い（半年契約）", width=wide, size=11) == ["とても長い", "（半年契約）"]
    assert all(line[0] not in "）。ーっ" for line in lines("エンタープライズです。", width=wide, size=11))
    assert lines("too many clicks", width=width_of("too many c", 11), size=11) == ["too many", "clicks"]
    cut = lines("長い" * 30, width=wide, size=11)
    assert len(cut) == 2 and cut[1].endswith("…")
    assert all(width_of(line, 11) <= wide for line in cut)


def test_places_depend_on_nothing_but_the_own_leanings() -> None:
    leanings = np.random.default_rng(0).normal(0, 2, (30, 8))
    assert np.allclose(places(leanings)[:1], places(leanings[:1]), atol=1e-12)
    near = places(np.eye(1, 8) * 5)[0]
    distances = np.linalg.norm(np.array(ring(8)) - near, axis=1)
    assert distances.argmin() == 0 and np.linalg.norm(near) <= 1
    assert np.linalg.norm(places(np.zeros((1, 8)))) < 0.01


def test_ties_are_counted_over_texts() -> None:
    texts = [["遅い", "返事", "返事"], ["遅い", "返事"], ["遅い", "電話"], ["高い"]]
    found, counts = ties(texts, min_texts=2, most=10)
    assert [(t.one, t.other, t.texts) for t in found] == [("返事", "遅い", 2)] or [
        (t.one, t.other, t.texts) for t in found
    ] == [("遅い", "返事", 2)]
    assert found[0].jaccard == pytest.approx(2 / 3)
    assert counts["返事"] == 2


def test_a_network_is_laid_out_the_same_every_time_and_in_communities() -> None:
    texts = [["請求", "金額", "見積"]] * 3 + [["電話", "返事"]] * 3
    strongest, counts = ties(texts, min_texts=2, most=60)
    first, second = laid_out(strongest, counts), laid_out(strongest, counts)
    assert first == second
    assert {term.word: term.community for term in first} == {
        "請求": 0, "金額": 0, "見積": 0, "電話": 1, "返事": 1,
    }  # fmt: skip
    assert laid_out([], {}) == []
    assert cooccurrence.ties([], min_texts=1, most=5) == ([], {})


def test_colours_are_apart_and_words_on_them_readable() -> None:
    assert len({look(at) for at in range(16)}) == 16
    for colour, ink in [*(shade(at / 10) for at in range(11)), *((tint(hue), "#222222") for hue in HUES)]:
        assert contrast(colour, ink) >= 3.9, colour


def contrast(one: str, other: str) -> float:
    """Of two colours, by WCAG."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
