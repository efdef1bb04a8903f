"""Builds rows.c into the WASM module that src-main/store/row-kernel.ts holds, with the Clang that the package ziglang carries."""

import base64
import os
import subprocess
import sys
import tempfile

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rows.c")
flags = "--target=wasm32-freestanding -mcpu=generic+simd128 -O3 -ffp-contract=off -nostdlib".split()
flags += "-Wall -Werror -Wl,--no-entry -Wl,-z,stack-size=4096 -Wl,--strip-all".split()
with tempfile.TemporaryDirectory() as folder:
    out = os.path.join(folder, "rows.wasm")
    subprocess.run([sys.executable, "-m", "ziglang", "cc", *flags, "-o", out, source], check=True)
    with open(out, "rb") as file:
        print(base64.b64encode(file.read()).decode())
