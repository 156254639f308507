"""The training loop: mixed batches, one schedule that ends at zero, an average of the weights."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from legation.language.pieces import WordPieces

from .data import Text, Window, attribution, named, treebank, windows
from .losses import WEIGHTS, losses
from .model import FORK, Model, load_minilm


@dataclass
class Settings:
    """Hyper-parameters; README.md beside this file gives the reason for each."""

    epochs: int = 4
    minutes: float = 0.0
    batch: int = 2048
    encoder_rate: float = 2.5e-4
    head_rate: float = 1e-3
    warm: int = 100
    hold: float = 0.65
    decay: float = 0.01
    clip: float = 1.0
    average: float = 0.98
    every: int = 5
    seed: int = 7
    upper: bool = False
    treebanks: int = 2


def texts(data: Path, treebanks: int = 2) -> list[tuple[Text, tuple[int, int]]]:
    """All training documents with the sizes of their windows. No dev part is read here."""
    out = [(text, (256, 256)) for text in attribution(data / "attribution/train.jsonl.gz")]
    for name in ("ewt_train", "gum_train"):
        out += [(text, (24, 200)) for text in treebank(data / f"ud/{name}.jsonl.gz")] * treebanks
    for name, times in (("crossner_pol_train", 5), ("wikigold", 2)):
        guideline = "crossner" if "crossner" in name else name
        out += [
            (text, (256, 256)) for text in named(data / f"ner/{name}.jsonl.gz", guideline)
        ] * times
    return out + [(text, (256, 256)) for text in named(data / "ner/re3d.jsonl.gz", "re3d")]


def epoch_batches(
    all_texts: list[tuple[Text, tuple[int, int]]],
    pieces: WordPieces,
    settings: Settings,
    seed: int,
) -> list[list[Window]]:
    """Windows of an epoch in mixed batches of like lengths; an epoch taken up again is drawn anew."""
    chance = random.Random(1000 * settings.seed + seed)
    made = [w for text, sizes in all_texts for w in windows(text, pieces, chance, sizes=sizes)]
    chance.shuffle(made)
    batches: list[list[Window]] = []
    for start in range(0, len(made), 400):
        pool = sorted(made[start : start + 400], key=len)
        held: list[Window] = []
        for window in pool:
            if held and (len(held) + 1) * len(window) > settings.batch:
                batches.append(held)
                held = []
            held.append(window)
        batches.append(held)
    chance.shuffle(batches)
    return batches


def optimiser(model: Model, settings: Settings) -> torch.optim.Optimizer:
    model.encoder.words.weight.requires_grad_(requires_grad=False)
    if settings.upper:  # what other heads' layers stand on stays as it is
        for name, weight in model.encoder.named_parameters():
            inside = name.startswith("layers.") and int(name.split(".")[1]) >= FORK
            weight.requires_grad_(requires_grad=inside)
    fresh = ("case", "spacing", "quote")
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            new = name.startswith("heads") or name.split(".")[1] in fresh
            rate = settings.head_rate if new else settings.encoder_rate
            groups.setdefault((rate, settings.decay if weight.dim() > 1 else 0.0), []).append(
                weight
            )
    made = [
        {"params": weights, "lr": rate, "base": rate, "weight_decay": decay}
        for (rate, decay), weights in groups.items()
    ]
    return torch.optim.AdamW(made, betas=(0.9, 0.98), fused=True)


class Run:
    """One training run: its state can be saved after an epoch and taken up again."""

    def __init__(
        self, settings: Settings, minilm: Path, out: Path, begin: Path | None = None
    ) -> None:
        torch.manual_seed(settings.seed)
        self.settings, self.out = settings, out
        self.model = Model()
        load_minilm(self.model, minilm / "model.safetensors")
        if begin:
            self.model.load_state_dict(torch.load(begin, weights_only=True))
        self.pieces = WordPieces((minilm / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self.optimiser = optimiser(self.model, settings)
        self.mean = [weight.detach().clone() for weight in self._trained()]
        self.step, self.epoch, self.spent = 0, 0, 0.0

    def _trained(self) -> list[torch.nn.Parameter]:
        return [weight for weight in self.model.parameters() if weight.requires_grad]

    def fit(
        self, all_texts: list[tuple[Text, tuple[int, int]]], teacher: torch.Tensor | None
    ) -> None:
        """Train until the epochs (or minutes) are over."""
        while self.epoch < self.settings.epochs and self._progress(0) < 1:
            batches = epoch_batches(all_texts, self.pieces, self.settings, self.step)
            self._epoch(batches, teacher)
            self.epoch += 1
            self.save()

    def _progress(self, per_epoch: int) -> float:
        by_step = self.step / (self.settings.epochs * per_epoch) if per_epoch else 0.0
        asked = self.out / "minutes"  # written while the run goes on, it moves the end
        limit = 60 * (float(asked.read_text()) if asked.exists() else self.settings.minutes)
        return min(1.0, max(by_step, self.spent / limit if limit else 0.0))

    def _scale(self, progress: float) -> float:
        """Rise over the first steps, hold, fall to zero over the last part."""
        hold = self.settings.hold
        fall = 1.0 if progress < hold else (1 - progress) / (1 - hold)
        return min(fall, (self.step + 1) / self.settings.warm)

    def _epoch(self, batches: list[list[Window]], teacher: torch.Tensor | None) -> None:
        sums: dict[str, float] = {}
        seen = 0
        begun = time.monotonic()
        for number, batch in enumerate(batches):
            before = time.monotonic()
            progress = self._progress(len(batches))
            if progress >= 1:
                break
            for kind, value in self._step(batch, teacher, self._scale(progress)).items():
                sums[kind] = 0.97 * sums.get(kind, value) + 0.03 * value
            seen += sum(map(len, batch))
            self.spent += time.monotonic() - before
            if number % 20 == 0:
                shown = " ".join(f"{kind} {value:.3f}" for kind, value in sorted(sums.items()))
                rate = seen / (time.monotonic() - begun)
                print(
                    f"{self.epoch}:{number}/{len(batches)} {progress:.3f} {self.spent / 60:.1f}min {rate:.0f}/s {shown}",
                    flush=True,
                )
            if self.step % 60 == 0:
                self.save()

    def _step(
        self, batch: list[Window], teacher: torch.Tensor | None, scale: float
    ) -> dict[str, float]:
        self.model.train()
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(self.model, batch, teacher)
        total = sum(WEIGHTS[kind] * loss for kind, loss in found.items())
        total.backward()
        torch.nn.utils.clip_grad_norm_(self._trained(), self.settings.clip)
        for group in self.optimiser.param_groups:
            group["lr"] = group["base"] * scale
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=False)
        self.step += 1
        if self.step % self.settings.every == 0:
            keep = min(self.settings.average, self.step / (self.step + 50))
            weights = [weight.detach() for weight in self._trained()]
            torch._foreach_lerp_(self.mean, weights, 1 - keep)
        return {kind: float(loss.detach()) for kind, loss in found.items()}

    def averaged(self) -> Model:
        """The model with the averaged weights in place of the last ones."""
        model = Model()
        model.load_state_dict(self.model.state_dict())
        names = [name for name, weight in self.model.named_parameters() if weight.requires_grad]
        model.load_state_dict(dict(zip(names, self.mean, strict=True)), strict=False)
        return model

    def save(self) -> None:
        """Write the state; the averaged model stands beside it for scoring."""
        self.out.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "mean": self.mean,
            "step": self.step, "epoch": self.epoch, "spent": self.spent, "random": torch.get_rng_state(),
        }  # fmt: skip
        for name, content in (("state.pt", state), ("model.pt", self.averaged().state_dict())):
            torch.save(content, self.out / (name + ".new"))
            (self.out / (name + ".new")).rename(self.out / name)

    def resume(self) -> None:
        """Take up the state that `save` wrote, if there is one."""
        path = self.out / "state.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.mean = state["mean"]
            self.step, self.epoch, self.spent = state["step"], state["epoch"], state["spent"]
            torch.set_rng_state(state["random"])
