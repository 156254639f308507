"""MiniLM with features beside its pieces, and the table of heads."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own habit
from safetensors.torch import load_file
from torch import Tensor, nn

from legation.language.pieces import CASES

from .data import GUIDELINES, NAMES, PARTS, RELATIONS, TAGS

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
FORK = 4
"""Layers below this one stay as they are when other heads branch off here (training/events)."""


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """States (batch, length, WIDTH) after the layer."""
        batch, length, _ = x.shape
        q, k, v = (
            part.reshape(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in self.qkv(x).chunk(3, dim=-1)
        )
        if torch.onnx.is_in_onnx_export():
            weights = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(2, 3)
            mixed = weights.softmax(-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces with case, spacing and quotation state -> one vector a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(len(CASES), WIDTH)
        self.spacing = nn.Embedding(3, WIDTH)
        self.quote = nn.Embedding(3, WIDTH)
        for added in (self.case, self.spacing, self.quote):
            nn.init.normal_(added.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, mask: Tensor | None) -> Tensor:
        """`pieces` (batch, 4, length): piece, case, spacing, quotation state."""
        places = torch.arange(pieces.shape[2])
        x = self.words(pieces[:, 0]) + self.places(places)
        x = x + self.case(pieces[:, 1]) + self.spacing(pieces[:, 2]) + self.quote(pieces[:, 3])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def mlp(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU(), nn.Linear(width, out))


class Pointer(nn.Module):
    """Scores of each word pointing at each word, and at nothing (column 0)."""

    def __init__(self, width: int = 128) -> None:
        super().__init__()
        self.query = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.key = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.cross = nn.Linear(width, width, bias=False)
        self.nothing = nn.Linear(width, 1)

    def forward(self, words: Tensor) -> Tensor:
        """(batch, words, WIDTH) -> (batch, words, 1 + words)."""
        query = self.query(words)
        scores = self.cross(query) @ self.key(words).transpose(1, 2)
        return torch.cat([self.nothing(query), scores * query.shape[-1] ** -0.5], dim=2)


class Arcs(nn.Module):
    """Biaffine scores of each word's head (a root is its own head)."""

    def __init__(self, width: int = 256) -> None:
        super().__init__()
        self.dependent = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.head = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.cross = nn.Linear(width, width)
        self.prior = nn.Linear(width, 1)
        self.root = nn.Linear(width, 1)

    def forward(self, words: Tensor) -> Tensor:
        """(batch, words, WIDTH) -> (batch, words, words)."""
        dependent, head = self.dependent(words), self.head(words)
        scores = self.cross(dependent) @ head.transpose(1, 2) + self.prior(head).transpose(1, 2)
        eye = torch.eye(words.shape[1])
        return scores * (1 - eye) + self.root(dependent) * eye


class Relations(nn.Module):
    """Biaffine scores of the relation between a word and its head."""

    def __init__(self, width: int = 96) -> None:
        super().__init__()
        self.width = width
        self.dependent = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.head = nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())
        self.cross = nn.Linear(width, len(RELATIONS) * width)
        self.alone = nn.Linear(2 * width, len(RELATIONS))

    def features(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Features of each word as dependent and as head."""
        return self.dependent(words), self.head(words)

    def score(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Rows of pairs -> (rows, relations)."""
        cross = self.cross(dependent).reshape(-1, len(RELATIONS), self.width)
        return (cross @ head.unsqueeze(2)).squeeze(2) + self.alone(torch.cat([dependent, head], 1))


class Names(nn.Module):
    """Names by the guideline of one set."""

    def __init__(self) -> None:
        super().__init__()
        self.guideline = nn.Embedding(len(GUIDELINES), WIDTH)
        nn.init.normal_(self.guideline.weight, std=0.02)
        self.score = mlp(256, len(NAMES))

    def forward(self, words: Tensor, guideline: Tensor) -> Tensor:
        """Scores (batch, words, labels); `guideline` (batch,)."""
        return self.score(words + self.guideline(guideline).unsqueeze(1))


class Model(nn.Module):
    """The encoder with its heads. A further head is one more entry of `heads`."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(vector.weight)
        self.heads = nn.ModuleDict(
            {
                "tags": mlp(WIDTH, len(TAGS)),
                "cue_source": Pointer(),
                "content_cue": Pointer(),
                "parts": mlp(256, len(PARTS)),
                "arcs": Arcs(),
                "relations": Relations(),
                "names": Names(),
                "vector": vector,
            }
        )


def load_minilm(model: Model, path: Path) -> None:
    """Fill the encoder with the weights of MiniLM-L6."""
    source = load_file(path)
    encoder = model.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(source["embeddings.word_embeddings.weight"])
        places = source["embeddings.position_embeddings.weight"]
        encoder.places.weight.copy_(places + source["embeddings.token_type_embeddings.weight"][0])
        _copy(encoder.norm, source, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            base = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [
                    source[f"{base}attention.self.{p}.{kind}"] for p in ("query", "key", "value")
                ]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
            _copy(layer.out, source, base + "attention.output.dense")
            _copy(layer.norm1, source, base + "attention.output.LayerNorm")
            _copy(layer.up, source, base + "intermediate.dense")
            _copy(layer.down, source, base + "output.dense")
            _copy(layer.norm2, source, base + "output.LayerNorm")


def _copy(module: nn.Module, source: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(source[f"{name}.weight"])
    module.bias.copy_(source[f"{name}.bias"])
