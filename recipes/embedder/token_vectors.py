"""Puts every token of the vocabulary through the model alone, and keeps the mean of what comes out: the start of train.py."""

import argparse
import os

import numpy as np
import torch
from transformers import AutoModel
from tokenizers import Tokenizer

from model import model_folder, tokenizer_path

arguments = argparse.ArgumentParser()
arguments.add_argument("--work", default=".")
options = arguments.parse_args()

tokenizer = Tokenizer.from_file(tokenizer_path())
begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
model = AutoModel.from_pretrained(model_folder()).eval()
rows = []
with torch.inference_mode():
    for first in range(0, tokenizer.get_vocab_size(), 512):
        last = min(tokenizer.get_vocab_size(), first + 512)
        ids = torch.tensor([[begin, token, end] for token in range(first, last)])
        rows.append(model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state.mean(1).numpy())
np.save(os.path.join(options.work, "tok.npy"), np.vstack(rows))
