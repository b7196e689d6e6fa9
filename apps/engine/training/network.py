"""A small network of the llama architecture, with llama.cpp's names for its tensors."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    vocabulary: int = 2048
    width: int = 192
    layers: int = 6
    heads: int = 6
    hidden: int = 512
    context: int = 1024
    epsilon: float = 1e-5
    rope_base: float = 10000.0

    @property
    def head_width(self) -> int:
        return self.width // self.heads


class Norm(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.width))
        self.epsilon = shape.epsilon

    def forward(self, x):
        return F.rms_norm(x, self.weight.shape, self.weight, self.epsilon)


def rotate(x, angles):
    """Rotary positions on neighbouring pairs, as llama.cpp does for this architecture."""
    pairs = torch.view_as_complex(x.float().unflatten(-1, (-1, 2)))
    return torch.view_as_real(pairs * angles).flatten(-2).type_as(x)


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
        self.shape = shape
        self.attn_norm, self.ffn_norm = Norm(shape), Norm(shape)
        self.attn_q = linear(shape.width, shape.width)
        self.attn_k = linear(shape.width, shape.width)
        self.attn_v = linear(shape.width, shape.width)
        self.attn_output = linear(shape.width, shape.width)
        self.ffn_gate = linear(shape.width, shape.hidden)
        self.ffn_up = linear(shape.width, shape.hidden)
        self.ffn_down = linear(shape.hidden, shape.width)

    def attend(self, x, angles):
        def heads(y):
            return y.unflatten(-1, (self.shape.heads, self.shape.head_width)).transpose(1, 2)

        q, k = rotate(heads(self.attn_q(x)), angles), rotate(heads(self.attn_k(x)), angles)
        mixed = F.scaled_dot_product_attention(q, k, heads(self.attn_v(x)), is_causal=True)
        return self.attn_output(mixed.transpose(1, 2).flatten(-2))

    def forward(self, x, angles):
        x = x + self.attend(self.attn_norm(x), angles)
        y = self.ffn_norm(x)
        return x + self.ffn_down(F.silu(self.ffn_gate(y)) * self.ffn_up(y))


class Network(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = Norm(shape)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                into_stream = name.endswith(("attn_output.weight", "ffn_down.weight"))
                scale = (2 * shape.layers) ** -0.5 if into_stream else 1.0
                nn.init.normal_(weight, 0.0, 0.02 * scale)

    def forward(self, ids):
        steps = torch.arange(0, self.shape.head_width, 2) / self.shape.head_width
        turns = torch.outer(torch.arange(ids.shape[1]), self.shape.rope_base**-steps)
        angles = torch.polar(torch.ones_like(turns), turns)
        x = self.token_embd(ids)
        for block in self.blk:
            x = block(x, angles)
        return F.linear(self.output_norm(x), self.token_embd.weight)
