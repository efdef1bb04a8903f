"""Writes the weights of all-MiniLM-L6-v2 as 8-bit numbers, in the order in which transformer.c takes them.

src-main/models/transformer-file.ts tells the layout. Left out are the pieces that stand for nothing ([unused7], [PAD] and the like); the
three special ones that a text needs follow the vocabulary: unknown, begin, end.
"""

import argparse
import hashlib
import os
import re
import struct
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from model import model_folder, read_weights  # noqa: E402

arguments = argparse.ArgumentParser()
arguments.add_argument("--out", required=True)
options = arguments.parse_args()

LONGEST, LAYERS, HEAD = 256, 6, 32
weights = read_weights()
image = []


def floats(name_or_values):
    values = weights[name_or_values] if isinstance(name_or_values, str) else name_or_values
    image.append(np.ascontiguousarray(values, "<f4").tobytes())


def to_bytes(rows):
    scales = np.abs(rows).max(1) / 127
    return np.clip(np.rint(rows / scales[:, None]), -127, 127).astype(np.int8), scales


def norm(name):
    floats(name + ".weight")
    floats(name + ".bias")


def linear(matrix, bias):
    """Eight outputs by four inputs lie together: two vectors of 16 bytes that meet the same four inputs."""
    outputs, inputs = matrix.shape
    rows, scales = to_bytes(matrix)
    image.append(rows.reshape(outputs // 8, 2, 4, inputs // 4, 4).transpose(0, 3, 1, 2, 4).tobytes())
    floats(scales)
    floats(bias)
    image.append(rows.astype("<i4").sum(1, dtype="<i4").tobytes())


with open(os.path.join(model_folder(), "vocab.txt"), encoding="utf-8") as file:
    pieces = file.read().rstrip("\n").split("\n")
kept = [index for index, piece in enumerate(pieces) if not re.fullmatch(r"\[(unused\d+|[A-Z]+)\]", piece)]
special = [pieces.index(piece) for piece in ("[UNK]", "[CLS]", "[SEP]")]
# Rows are four bytes aligned to sixteen: the number of scales must be a multiple of four.
filler = [pieces.index("[PAD]")] * (-(len(kept) + len(special)) % 4)

words, scales = to_bytes(weights["embeddings.word_embeddings.weight"][kept + special + filler])
image.append(words.tobytes())
floats(scales)
floats(weights["embeddings.position_embeddings.weight"][:LONGEST] + weights["embeddings.token_type_embeddings.weight"][0])
norm("embeddings.LayerNorm")
for number in range(LAYERS):
    layer = f"encoder.layer.{number}."
    look = [layer + "attention.self." + part for part in ("query", "key", "value")]
    scale = [HEAD**-0.5, 1, 1]
    linear(
        np.concatenate([weights[part + ".weight"] * by for part, by in zip(look, scale)]),
        np.concatenate([weights[part + ".bias"] * by for part, by in zip(look, scale)]),
    )
    for name in ("attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"):
        if name.endswith("LayerNorm"):
            norm(layer + name)
        else:
            linear(weights[layer + name + ".weight"], weights[layer + name + ".bias"])

text = "\n".join(pieces[index] for index in kept).encode() + b"\n"
text += b"\n" * (-len(text) % 16)
with open(options.out, "wb") as file:
    file.write(b"TUTEETRF" + struct.pack("<4I", 1, len(kept), len(words), len(text)) + b"\0" * 8 + text)
    file.write(b"".join(image))
with open(options.out, "rb") as file:
    content = file.read()
print(f"{len(kept)} pieces, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
