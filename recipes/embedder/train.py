"""Learns token vectors whose mean is what the teacher says of a whole sentence.

Reads token.npy (see tokens.py) and the lessons teach.py wrote; writes vectors.npy, float32 (tokens, dimensions).

A sentence's vector is the plain mean of its tokens' vectors, so a token's length is its weight. Two losses: the cosine to the
teacher's vector of that sentence, and picking that vector out of the others of the batch, which is what search does.
A token the lessons do not show keeps its start, its vector as the teacher sees it alone.
"""

import argparse
import glob
import os
import time

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import tokenizer_path

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
arguments.add_argument("--dimensions", type=int, default=256)
arguments.add_argument("--epochs", type=int, default=5)
arguments.add_argument("--rate", type=float, default=0.005)
arguments.add_argument("--contrast", type=float, default=2.0, help="weight of picking one out of the batch")
arguments.add_argument("--temperature", type=float, default=0.05)
arguments.add_argument("--batch", type=int, default=512)
arguments.add_argument("--out", default="vectors.npy")
options = arguments.parse_args()
torch.set_num_threads(1)
torch.manual_seed(1)
rng = np.random.default_rng(1)

HELD_OUT = 0.05


def lessons():
    texts, vectors = [], []
    for path in sorted(glob.glob(os.path.join(options.work, "te[0-9]*.npy"))):
        vectors.append(np.load(path).astype(np.float32))
        with open(path[:-4] + ".txt", encoding="utf-8") as lines:
            texts += lines.read().split("\n")
    return texts, np.vstack(vectors)


def tokenize(texts):
    tokenizer = Tokenizer.from_file(tokenizer_path())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [np.array(one.ids) for one in tokenizer.encode_batch(texts, add_special_tokens=False)]


def start(basis):
    """The teacher's view of each token alone, without what all of them share, weighted by rarity.

    The vocabulary is roughly in the order of frequency, so Zipf's law gives the probabilities (Arora et al. 2017 for the weight).
    """
    alone = np.load(os.path.join(options.work, "tok.npy"))
    projected = (alone - alone.mean(0)) @ basis
    rank = np.arange(1, len(alone) + 1)
    weight = 1e-4 / (1e-4 + 1 / (rank * 10.0))
    return (projected * weight[:, None]).astype(np.float32)


texts, teacher = lessons()
ids = tokenize(texts)
kept = [index for index, one in enumerate(ids) if len(one)]
order = rng.permutation(kept)
held, seen = order[: int(len(order) * HELD_OUT)], order[int(len(order) * HELD_OUT) :]
# The basis that keeps most of the teacher's vectors; not centred, so that cosines stay what they were.
values, axes = np.linalg.eigh(teacher[seen].T @ teacher[seen])
basis = axes[:, ::-1][:, : options.dimensions].copy()
print(f"{len(seen)} lessons, {len(held)} held out, kept by the basis {values[::-1][: options.dimensions].sum() / values.sum():.4f}")
target = F.normalize(torch.tensor(teacher @ basis), dim=1)

first = torch.tensor(start(basis))
first = first / first[1000:].norm(dim=1).mean()
bag = torch.nn.EmbeddingBag.from_pretrained(first.clone(), mode="mean", freeze=False, sparse=True)
optimiser = torch.optim.SparseAdam(list(bag.parameters()), lr=options.rate)


def embed(indexes):
    flat = torch.from_numpy(np.concatenate([ids[index] for index in indexes]))
    lengths = [len(ids[index]) for index in indexes]
    return F.normalize(bag(flat, torch.tensor(np.cumsum([0, *lengths[:-1]]))), dim=1)


def report(epoch, began):
    with torch.no_grad():
        found = embed(held)
        cosine = (found * target[held]).sum(1).mean().item()
        pool = held[:2000]
        top1 = ((found[: len(pool)] @ target[pool].T).argmax(1) == torch.arange(len(pool))).float().mean().item()
    print(f"epoch {epoch}: held-out cosine {cosine:.4f}, picked out of {len(pool)} {top1:.4f}, {time.time() - began:.0f} s", flush=True)


began = time.time()
report(0, began)
steps = options.epochs * (len(seen) // options.batch)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=options.rate, total_steps=steps + 1, pct_start=0.1)
for epoch in range(1, options.epochs + 1):
    shuffled = rng.permutation(seen)
    for begin in range(0, len(shuffled) - options.batch + 1, options.batch):
        batch = shuffled[begin : begin + options.batch]
        found, wanted = embed(batch), target[batch]
        loss = 1 - (found * wanted).sum(1).mean()
        if options.contrast > 0:
            alike = found @ wanted.T / options.temperature
            own = torch.arange(len(batch))
            loss = loss + options.contrast * (F.cross_entropy(alike, own) + F.cross_entropy(alike.T, own)) / 2
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    report(epoch, began)
np.save(os.path.join(options.work, options.out), bag.weight.detach().numpy())
