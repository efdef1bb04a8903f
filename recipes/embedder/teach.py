"""Asks the model for the vectors of sentences, in chunks of 4,000 that are each of the mix train.py wants: three of four from
dictionaries and sayings, one of our own. Chunks that are there already are not asked again, so it can be stopped at any time.

`--part P --parts N` does every Nth chunk, to run N of them side by side. ONNX Runtime on one thread each is twice as fast as torch.
"""

import argparse
import os
import random

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from model import model_folder, tokenizer_path

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
arguments.add_argument("--chunks", type=int, default=50)
arguments.add_argument("--part", type=int, default=0)
arguments.add_argument("--parts", type=int, default=1)
options = arguments.parse_args()

LONGEST = 64  # tokens


class Pooled(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)


def exported():
    path = os.path.join(options.work, "model.onnx")
    if not os.path.exists(path):
        model = Pooled(AutoModel.from_pretrained(model_folder(), attn_implementation="eager").eval())
        example = torch.ones(2, 8, dtype=torch.long)
        axes = {0: "batch", 1: "length"}
        torch.onnx.export(
            model, (example, example), path, opset_version=17, dynamo=False,
            input_names=["input_ids", "attention_mask"], output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
        )
    return path


def vectors_of(session, ids):
    """Batches of 32 sentences of about one length; `ids` is sorted by length."""
    found = []
    for first in range(0, len(ids), 32):
        batch = ids[first : first + 32]
        tokens = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(tokens)
        for row, one in enumerate(batch):
            tokens[row, : len(one)] = one
            mask[row, : len(one)] = 1
        found.append(session.run(None, {"input_ids": tokens, "attention_mask": mask})[0].astype(np.float16))
    return np.vstack(found)


def lines_of(name):
    with open(os.path.join(options.work, name), encoding="utf-8") as file:
        return file.read().split("\n")


settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = settings.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(exported(), settings)
tokenizer = Tokenizer.from_file(tokenizer_path())
tokenizer.no_padding()
tokenizer.enable_truncation(LONGEST)

corpus, own = lines_of("corpus.txt"), lines_of("own.txt")
random.seed(3)
random.shuffle(corpus)
corpus = [line for line in corpus if len(line) > 8]
for chunk in range(options.part, options.chunks, options.parts):
    path = os.path.join(options.work, f"te{chunk:02d}")
    if os.path.exists(path + ".npy"):
        continue
    texts = corpus[chunk * 3000 : chunk * 3000 + 3000] + own[chunk * 1000 : chunk * 1000 + 1000]
    ids = [one.ids for one in tokenizer.encode_batch(texts)]
    order = sorted(range(len(texts)), key=lambda index: len(ids[index]))
    found = vectors_of(session, [ids[index] for index in order])
    with open(path + ".txt", "w", encoding="utf-8") as file:
        file.write("\n".join(texts[index] for index in order))
    np.save(path + ".npy", found)
    print(f"chunk {chunk}: {len(texts)} sentences", flush=True)
