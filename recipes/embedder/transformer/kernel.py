"""Builds transformer.c into the WASM file that the app runs, with the Clang that the package ziglang carries."""

import argparse
import hashlib
import os
import subprocess
import sys

arguments = argparse.ArgumentParser()
arguments.add_argument("--out", required=True)
options = arguments.parse_args()

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "transformer.c")
# No contraction of a product and a sum: it is another rounding on some processors.
flags = "--target=wasm32-freestanding -mcpu=generic+simd128+relaxed_simd -O3 -ffp-contract=off -nostdlib".split()
flags += "-Wall -Werror -Wl,--no-entry -Wl,--import-memory -Wl,-z,stack-size=16384 -Wl,--strip-all".split()
subprocess.run([sys.executable, "-m", "ziglang", "cc", *flags, "-o", options.out, source], check=True)
with open(options.out, "rb") as file:
    content = file.read()
print(f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
