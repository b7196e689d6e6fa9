"""Trains the network for a given time and writes it as a GGUF file."""

import argparse
import json
import math
import time
from pathlib import Path

import gguf
import numpy as np
import torch
from torch.nn import functional as F

from corpus import SPECIAL
from network import Network, Shape

BATCH, WINDOW, PEAK_RATE, WARM_UP = 16, 256, 3e-3, 60
CHAT_TEMPLATE = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def train(network: Network, tokens: torch.Tensor, seconds: float) -> None:
    optimizer = torch.optim.AdamW(network.parameters(), betas=(0.9, 0.95), weight_decay=0.1)
    start, step, share = time.monotonic(), 0, 0.0
    while share < 1:
        cosine = 0.5 * (1 + math.cos(math.pi * share))
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * min(1, (step + 1) / WARM_UP) * (0.05 + 0.95 * cosine)
        at = torch.randint(0, len(tokens) - WINDOW - 1, (BATCH, 1)) + torch.arange(WINDOW)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(tokens[at])
        loss = F.cross_entropy(logits.float().flatten(0, 1), tokens[at + 1].flatten())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step, share = step + 1, (time.monotonic() - start) / seconds
        if step % 50 == 0:
            print(f"step {step}: loss {loss.item():.3f}", flush=True)


def describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("SLM-Copilot demonstration model")
    writer.add_license("apache-2.0")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)


def add_tokenizer(writer: gguf.GGUFWriter, model: dict) -> None:
    ids = model["vocab"]
    tokens = sorted(ids, key=ids.get)
    kinds = [gguf.TokenType.CONTROL if t in SPECIAL else gguf.TokenType.NORMAL for t in tokens]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in model["merges"]])
    writer.add_bos_token_id(ids["<|endoftext|>"])
    writer.add_eos_token_id(ids["<|im_end|>"])
    writer.add_pad_token_id(ids["<|endoftext|>"])
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def export(network: Network, tokenizer: dict, file: Path) -> None:
    writer = gguf.GGUFWriter(str(file), "llama")
    describe(writer, network.shape)
    add_tokenizer(writer, tokenizer["model"])
    for name, weight in network.named_parameters():
        values = weight.detach().float().numpy()
        if values.ndim == 2:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
        else:
            writer.add_tensor(name, values.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, help="what corpus.py wrote")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(1)
    network = Network(Shape())
    tokens = torch.from_numpy(np.load(options.build / "tokens.npy").astype(np.int64))
    train(network, tokens, options.minutes * 60)
    export(network, json.loads((options.build / "tokenizer.json").read_text("utf-8")), options.out)


if __name__ == "__main__":
    main()
