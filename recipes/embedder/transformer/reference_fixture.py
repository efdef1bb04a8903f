"""Writes sentences with the cosines that the float32 original gives them, for the test of src-main/models/transformer-model.ts.

The forward pass is written out here with numpy, in float64, so that the kernel is compared with something that shares nothing with it.
"""

import json
import math
import os
import sys

import numpy as np
from tokenizers import Tokenizer

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from model import read_weights, tokenizer_path  # noqa: E402

SENTENCES = [
    "That is a happy person.", "That is a very happy dog.", "Today is a sunny day.", "Which car should I buy?",
    "My favourite automobile is a Volvo estate.", "I never eat meat or fish.", "What could I cook for dinner tonight?",
    "We met Dr. O'Neill in Reykjavík in 2019.", "Coffee.",
    "I prefer short answers in bullet points, without an introduction, and always with the source of every claim that you make, please.",
]

weights = {name: values.astype(np.float64) for name, values in read_weights().items()}
tokenizer = Tokenizer.from_file(tokenizer_path())
tokenizer.no_padding()
erf = np.vectorize(math.erf)


def norm(states, name):
    centred = states - states.mean(1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-12)
    return scaled * weights[name + ".weight"] + weights[name + ".bias"]


def linear(states, name):
    return states @ weights[name + ".weight"].T + weights[name + ".bias"]


def heads(states):
    return states.reshape(len(states), 12, 32).transpose(1, 0, 2)


def embed(text):
    ids = tokenizer.encode(text).ids
    states = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    states = norm(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for number in range(6):
        layer = f"encoder.layer.{number}."
        query, key, value = (heads(linear(states, layer + "attention.self." + part)) for part in ("query", "key", "value"))
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
        seen = (scores / scores.sum(2, keepdims=True)) @ value
        seen = seen.transpose(1, 0, 2).reshape(len(ids), 384)
        states = norm(states + linear(seen, layer + "attention.output.dense"), layer + "attention.output.LayerNorm")
        wide = linear(states, layer + "intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        states = norm(states + linear(wide, layer + "output.dense"), layer + "output.LayerNorm")
    pooled = states.mean(0)
    return pooled / np.linalg.norm(pooled)


vectors = np.array([embed(text) for text in SENTENCES])
made = {"sentences": SENTENCES, "cosines": np.round(vectors @ vectors.T, 4).tolist()}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(made, file, ensure_ascii=True, indent=2)
    file.write("\n")
