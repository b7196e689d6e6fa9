"""Turns Java sources into chats of one turn, a tokenizer for them, and their token ids."""

import random
import re
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY = 2048
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
OPENINGS = ["Write a Java method. ", "Java method: ", "Please write this in Java: ", ""]
JAVADOC_AND_HEAD = re.compile(
    r"/\*\*(?P<doc>(?:(?!\*/).)*)\*/\s*"
    r"(?P<head>(?:@\w+(?:\([^)]*\))?\s*)*(?:public|protected|private|static)[^;{}=]*\([^;{}]*\)[^;{}]*)\{",
    re.DOTALL,
)


def first_sentence(doc: str) -> str:
    text = re.sub(r"\{@\w+\s*([^}]*)\}", r"\1", doc)
    text = re.sub(r"<[^>]+>|\n\s*\*", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" *")
    return re.split(r"(?<=\.)\s|@", text)[0].strip()


def body_end(source: str, start: int) -> int:
    """The place after the brace that closes the one just before `start`."""
    depth, at = 1, start
    while at < len(source) and depth:
        depth += {"{": 1, "}": -1}.get(source[at], 0)
        at += 1
    return at


def dedent(method: str) -> str:
    first, *rest = method.split("\n")
    indents = [len(line) - len(line.lstrip()) for line in rest if line.strip()]
    margin = min(indents, default=0)
    return "\n".join([first] + [line[margin:] for line in rest])


def pairs(source: str):
    for match in JAVADOC_AND_HEAD.finditer(source):
        sentence = first_sentence(match["doc"])
        method = source[match.start("head") : body_end(source, match.end())]
        if 12 < len(sentence) < 160 and 30 < len(method) < 900:
            yield sentence, dedent(method)


def chat(sentence: str, method: str, rng: random.Random) -> str:
    return (
        f"<|im_start|>user\n{rng.choice(OPENINGS)}{sentence}<|im_end|>\n"
        f"<|im_start|>assistant\n```java\n{method}\n```<|im_end|>\n<|endoftext|>"
    )


def learn_tokenizer(texts) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def main(corpus: Path, out: Path) -> None:
    rng = random.Random(1)
    sources = [file.read_text("utf-8", "ignore") for file in sorted(corpus.rglob("*.java"))]
    found = list(dict.fromkeys(pair for source in sources for pair in pairs(source)))
    rng.shuffle(found)
    tokenizer = learn_tokenizer(f"{sentence}\n{method}" for sentence, method in found)
    encoded = tokenizer.encode_batch([chat(*pair, rng) for pair in found])
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"))
    np.save(out / "tokens.npy", np.concatenate([np.array(e.ids, np.uint16) for e in encoded]))
    print(f"{len(sources)} files, {len(found)} pairs")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
