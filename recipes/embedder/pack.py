"""Writes the embedder's file from vectors.npy: int8 with a scale for each piece. src-main/models/token-vectors.ts tells the layout.

Left out are the pieces that stand for nothing ([unused7], [PAD] and the like), so no text is ever read as one of them.
"""

import argparse
import hashlib
import os
import re
import struct

import numpy as np
from tokenizers import Tokenizer

from model import tokenizer_path

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
arguments.add_argument("--vectors", default="vectors.npy")
arguments.add_argument("--out", required=True)
options = arguments.parse_args()

vocabulary = Tokenizer.from_file(tokenizer_path()).get_vocab()
pieces = sorted(vocabulary, key=vocabulary.get)
kept = [index for index, piece in enumerate(pieces) if not re.fullmatch(r"\[(unused\d+|[A-Z]+)\]", piece)]
vectors = np.load(os.path.join(options.work, options.vectors))[kept].astype(np.float32)

largest = np.abs(vectors).max(1)
scales = np.where(largest > 0, largest / 127, 1).astype("<f4")
rows = np.clip(np.round(vectors / scales[:, None]), -127, 127).astype(np.int8)
text = "\n".join(pieces[index] for index in kept).encode() + b"\n"
text += b"\n" * (-len(text) % 4)
with open(options.out, "wb") as file:
    file.write(b"TUTEEVEC" + struct.pack("<4I", 1, vectors.shape[1], len(kept), len(text)) + text)
    file.write(scales.tobytes() + rows.tobytes())
with open(options.out, "rb") as file:
    content = file.read()
print(f"{len(kept)} pieces, {vectors.shape[1]} dimensions, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
