"""Writes the data files of `ingest.repair`: the channel, the words, the word pairs, the letters, the marks of Latin.

Run: python tests/benchmarks/repair/learn.py PAIRS.jsonl --unpacked DIR --out ingest/repair/data
`PAIRS.jsonl` comes from `read_pages.py`, `DIR` holds Debian's manuals (see `manuals.py`). Same input, same bytes.
Words come from the grammar of school papers (seeded), every form of its words, and the manuals.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parent))

from channel_em import cut, learn
from genre import genre_line, grammar
from manuals import english_words, manual_lines
from pymorphy3 import MorphAnalyzer

from school.morphology import is_known

WORD = re.compile(r"[А-Яа-яЁё]+")
GENRE_LINES = 80_000
GENRE, MANUALS = 0.6, 0.4
ORDER = 5
E_FOR_YO = 0.8
EDGE = ".,;:!?()\"'«»"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--unpacked", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--channel-only", action="store_true")
    options = parser.parse_args()
    pages = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines()]
    pairs = [tuple(pair) for page in pages for line in page["lines"] for pair in line]
    write_channel(pairs, options.out)
    if options.channel_only:
        return
    rng, rules = random.Random(29_000), grammar()  # noqa: S311
    genre = [genre_line(rng, rules) for _ in range(GENRE_LINES)]
    manuals = list(manual_lines(options.unpacked))
    words = count_words(genre, manuals)
    write_words(words, cases(genre + manuals), options.out)
    write_bigrams(genre, manuals, words, options.out)
    write_letters(words, options.out)
    write_latin(pairs, options.unpacked, manuals, options.out)


def save(out: Path, name: str, rows: list[str]) -> None:
    packed = lzma.compress("\n".join(rows).encode(), format=lzma.FORMAT_XZ, preset=9)
    (out / name).write_bytes(packed)
    print(f"{name}: {len(rows)} rows, {len(packed)} bytes", file=sys.stderr)


def inside(printed: str, meant: str) -> tuple[str, str] | None:
    """The cores of a pair, as the decoder will see them; None when there is nothing to learn."""
    printed, meant = printed.strip(EDGE), meant.strip(EDGE)
    if not printed or not meant or " " in meant or not WORD.search(meant) or len(printed) > 3 * len(meant) + 2:
        return None
    return printed.replace(" ", ""), meant


def write_channel(pairs: list[tuple[str, str]], out: Path) -> None:
    """Rows: printed, meant (lower case), times it stood for small letters, for capitals."""
    cores = Counter(core for pair in pairs if (core := inside(*pair)))
    folded: Counter[tuple[str, str]] = Counter()
    for (printed, meant), count in cores.items():
        folded[printed, meant.lower()] += count
    table = learn(folded)
    small, capital = Counter(), Counter()
    for (printed, meant), count in cores.items():
        for i, a, j, b in cut(printed, meant.lower(), table):
            piece = meant[j:b] or meant[j - 1 : j]
            (capital if piece[:1].isupper() else small)[printed[i:a], meant[j:b].lower()] += count
    kept = [unit for unit in small | capital if small[unit] + capital[unit] > 1]
    rows = [f"{r}\t{t}\t{small[r, t]}\t{capital[r, t]}" for r, t in sorted(kept)]
    save(out, "channel.tsv.xz", rows)


def count_words(genre: list[str], manuals: list[str]) -> dict[str, float]:
    """Share of every word: counted, then the unseen forms of the genre's own words, a little each."""
    near = Counter(word.lower() for line in genre for word in WORD.findall(line))
    far = Counter(word.lower() for line in manuals for word in WORD.findall(line))
    far = Counter({word: count for word, count in far.items() if count > 1 or is_known(word)})
    # the grammar repeats itself: its own counts are flattened
    flat = {word: count**0.75 for word, count in near.items()}
    every = forms(near)
    shares: defaultdict[str, float] = defaultdict(float)
    for source, weight in ((flat, GENRE * 0.9), (far, MANUALS), (every, GENRE * 0.1)):
        total = sum(source.values())
        for word, count in source.items():
            shares[word] += weight * count / total
    for word, share in list(shares.items()):
        if "ё" in word:
            # school papers mostly print е
            shares[word.replace("ё", "е")] += share * E_FOR_YO
            shares[word] = share * (1 - E_FOR_YO)
    return dict(shares)


def forms(near: Counter[str]) -> dict[str, float]:
    analyser = MorphAnalyzer(lang="ru")
    found: dict[str, float] = {}
    for word in sorted(near):
        parses = [parse for parse in analyser.parse(word) if parse.is_known and parse.score > 0.1]
        for parse in parses:
            for form in parse.lexeme:
                if not {"Erro", "Dist", "Slng", "Infr", "Arch"} & set(str(form.tag).replace(" ", ",").split(",")):
                    text = str(form.word)
                    if "-" not in text:
                        found[text] = max(found.get(text, 0.0), math.sqrt(near[word]))
    return found


def cases(lines: list[str]) -> dict[str, Counter[str]]:
    """How each word is printed inside a line: small, Capital, or CAPITALS."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        words = WORD.findall(line)
        if line.upper() == line and len(words) > 1:
            continue
        for word in words[1:]:
            kind = "u" if len(word) > 1 and word.isupper() else "c" if word[0].isupper() else "l"
            seen[word.lower()][kind] += 1
    return seen


def write_words(words: dict[str, float], printed: dict[str, Counter[str]], out: Path) -> None:
    """Rows: word, natural logarithm of its share, how it is usually printed (l, c or u)."""
    rows = []
    for word, share in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        kinds = printed.get(word, Counter())
        kind = max("lcu", key=lambda name: (kinds[name], name == "l"))
        rows.append(f"{word}\t{math.log(share):.2f}\t{kind}")
    save(out, "words.tsv.xz", rows)


def write_bigrams(genre: list[str], manuals: list[str], words: dict[str, float], out: Path) -> None:
    """Rows: first word, second word, logarithm of how much likelier the second is after the first."""
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for lines, weight in ((genre, 0.5), (manuals, 1.0)):
        for line in lines:
            row = WORD.findall(line.lower())
            for pair in pairwise(row):
                counts[pair] += weight
    firsts: dict[str, float] = defaultdict(float)
    for (first, _), count in counts.items():
        firsts[first] += count
    rows = []
    for (first, second), count in sorted(counts.items()):
        if count >= 2.5:
            gain = math.log(count / (firsts[first] + 5)) - math.log(words.get(second, 1e-9))
            if gain > 0.7:
                rows.append(f"{first} {second}\t{min(gain, 6.0):.1f}")
    save(out, "bigrams.tsv.xz", rows)


def write_letters(words: dict[str, float], out: Path) -> None:
    """Counts of letter runs up to five inside words, for words that no list has. Rows: run, count."""
    runs: Counter[str] = Counter()
    for word, share in words.items():
        padded = f"^{word}$"
        weight = max(1, round(2 + math.log(share * 1e6))) if share > 1e-6 else 1
        for size in range(1, ORDER + 1):
            for start in range(len(padded) - size + 1):
                runs[padded[start : start + size]] += weight
    rows = [f"{run}\t{count}" for run, count in sorted(runs.items()) if count > (1 if len(run) < 4 else 3)]
    save(out, "letters.tsv.xz", rows)


def write_latin(pairs: list[tuple[str, str]], unpacked: Path, manuals: list[str], out: Path) -> None:
    """Rows: run of three signs, how much likelier it is in garbled Cyrillic; then English words, one a row."""
    garbled = [printed for printed, meant in pairs if inside(printed, meant) and re.search(r"[A-Za-z]", printed)]
    bad = Counter(run for printed in garbled for token in printed.split() for run in trigrams(token.strip(EDGE)))
    latin = Counter(english_words(unpacked))
    for line in manuals:
        latin.update(word for word in re.findall(r"(?<![\w-])[A-Za-z][A-Za-z0-9-]+", line) for _ in range(3))
    good: Counter[str] = Counter()
    folded: Counter[str] = Counter()
    for word, count in latin.items():
        folded[word.lower()] += count
        for run in trigrams(word):
            good[run] += math.sqrt(count)
    save(out, "latin_words.txt.xz", sorted(word for word, count in folded.items() if count >= 3 and len(word) > 2))
    rows = []
    total_bad, total_good = sum(bad.values()), sum(good.values())
    for run in sorted(bad | good):
        odds = math.log((bad[run] + 0.7) / (total_bad + 5000)) - math.log((good[run] + 0.7) / (total_good + 5000))
        if bad[run] + good[run] >= 3:
            rows.append(f"{run}\t{odds:.1f}")
    save(out, "latin_runs.tsv.xz", rows)


def trigrams(token: str) -> list[str]:
    padded = f"^{token}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


if __name__ == "__main__":
    main()
