"""Learns the map from the multilingual model's space into all-MiniLM-L6-v2's, and writes it into e5-int4.bin.

Least squares on English sentences that both have read (vectors.ts), with two penalties: for large numbers, and for the directions in which the
means of languages differ, so that what a text says counts and not which language it says it in.
"""

import argparse
import hashlib
import json
import os

import numpy as np

WIDTH = 384
SIZE_PENALTY, LANGUAGE_PENALTY = 0.03, 0.03
# English sentences have a mean in the other model's space, which says nothing of any of them. With all of it the mapped vectors would all be
# alike; without, they would lie far from English ones.
MEAN_SHARE = 0.25

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
arguments.add_argument("--file", required=True)
options = arguments.parse_args()


def read(name):
    return np.fromfile(os.path.join(options.work, name), "<f4").reshape(-1, WIDTH).astype(np.float64)


with open(os.path.join(options.work, "languages.json"), encoding="utf-8") as file:
    languages = np.array(json.load(file))
everything, wanted = read("e5.f32"), read("minilm.f32")
given = everything[: len(wanted)]
means = np.array([everything[languages == language].mean(0) for language in sorted(set(languages))])
middle = means.mean(0)

centred, mean = given - given.mean(0), wanted.mean(0)
gram = centred.T @ centred / len(given) + SIZE_PENALTY * centred.var() * np.eye(WIDTH)
gram += LANGUAGE_PENALTY * (means - middle).T @ (means - middle) / len(means)
matrix = np.linalg.solve(gram, centred.T @ (wanted - mean) / len(given))
offset = MEAN_SHARE * mean - middle @ matrix

mapped = given @ matrix + offset
cosines = (mapped * wanted).sum(1) / np.linalg.norm(mapped, axis=1)
print(f"cosine to the other model on the sentences learned from: {cosines.mean():.3f}")
with open(options.file, "r+b") as file:
    file.seek(-4 * WIDTH * (WIDTH + 1), os.SEEK_END)
    file.write(np.concatenate([matrix, offset[None]]).astype("<f4").tobytes())
    file.seek(0)
    content = file.read()
print(f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
