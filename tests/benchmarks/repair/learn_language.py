"""Writes the language files of `ingest.repair`: words, word pairs, letters, and the marks of Latin.

Run: python tests/benchmarks/repair/learn_language.py --pairs DIR --unpacked DIR --tesseract WORDS --out OUT
`--pairs` holds pages of `read_pages.py`, `--unpacked` Debian's manuals (see `manuals.py`), `WORDS` the word list of
Tesseract's `rus` model (`combine_tessdata -u`, then `dawg2wordlist`). Same input, same bytes. Words and pairs come from
the written corpus and the grammar of school papers (seeded), every form of their words, the manuals, and the list.
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

from genre import Papers, papers
from manuals import english_words, manual_lines
from names import PARTS, names
from pymorphy3 import MorphAnalyzer

from school.morphology import is_known

WORD = re.compile(r"[А-Яа-яЁё]+")
SENTENCE = re.compile(r"[.;:!?()/|•]+(?=\s|$)")
PART = re.compile(r"[А-Яа-яЁё]+|\d+")
GRAMMAR_LINES, WRITTEN_ROUNDS = 40_000, 5
SHARES = {"written": 0.52, "grammar": 0.12, "manuals": 0.22, "forms": 0.08, "names": 0.03, "listed": 0.03}
ORDER = 6
DISCOUNT = 0.6
LEAST_GAIN = 0.4
NUMBER = "#"
E_FOR_YO = 0.8
EDGE = ".,;:!?()\"'«»"
Lines = dict[str, list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--unpacked", type=Path, required=True)
    parser.add_argument("--tesseract", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng, source = random.Random(29_000), papers(options.corpus)  # noqa: S311
    lines = texts(rng, source, options.unpacked)
    words = count_words(lines, options.tesseract.read_text(encoding="utf-8").split())
    write_words(words, cases([line for part in lines.values() for line in part]), options.out)
    write_pairs(lines, words, options.out)
    write_letters(words, options.out)
    write_latin(options.pairs, options.unpacked, lines["manuals"], options.out)


def texts(rng: random.Random, source: Papers, unpacked: Path) -> Lines:
    """Lines by where they come from."""
    return {
        "written": [line for _ in range(WRITTEN_ROUNDS) for line in source.every_written_line(rng)],
        "grammar": [source.grammar_line(rng) for _ in range(GRAMMAR_LINES)],
        "manuals": list(manual_lines(unpacked)),
    }


def save(out: Path, name: str, rows: list[str]) -> None:
    packed = lzma.compress("\n".join(rows).encode(), format=lzma.FORMAT_XZ, preset=9)
    (out / name).write_bytes(packed)
    print(f"{name}: {len(rows)} rows, {len(packed)} bytes", file=sys.stderr)


def count_words(lines: Lines, listed: list[str]) -> dict[str, float]:
    """Share of every word: counted, then forms of the papers' own words, names and a common list, a little each."""
    counted = {
        name: Counter(word.lower() for line in part for word in WORD.findall(line)) for name, part in lines.items()
    }
    own = Counter(word.lower() for line in lines["written"] for word in WORD.findall(line))
    far = {word: count for word, count in counted["manuals"].items() if count > 1 or is_known(word)}
    people = {word.lower(): 1.0 for pool in names().pool.values() for word in pool if len(word) > 2}
    sources: dict[str, dict[str, float]] = {
        "written": {word: count**0.85 for word, count in counted["written"].items()},
        # the grammar repeats itself: its own counts are flattened
        "grammar": {word: count**0.7 for word, count in counted["grammar"].items()},
        "manuals": far,
        "forms": forms(own),
        "names": people,
        "listed": {word.lower(): 1.0 for word in listed if WORD.fullmatch(word) and len(word) > 2},
    }
    shares: defaultdict[str, float] = defaultdict(float)
    for name, source in sources.items():
        total = sum(source.values())
        for word, count in source.items():
            shares[word] += SHARES[name] * count / total
    for word, share in list(shares.items()):
        if "ё" in word:
            # school papers mostly print е
            shares[word.replace("ё", "е")] += share * E_FOR_YO
            shares[word] = share * (1 - E_FOR_YO)
    return dict(shares)


def forms(near: Counter[str]) -> dict[str, float]:
    """Every form of the words, the square root of its word's count each."""
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
    capitals = {word for key, pool in names().pool.items() if key[0] in PARTS for word in pool}
    for word in capitals - seen.keys():
        seen[word]["c"] += 1
    return seen


def write_words(words: dict[str, float], printed: dict[str, Counter[str]], out: Path) -> None:
    """Rows: word, natural logarithm of its share, how it is usually printed (l, c or u)."""
    rows = []
    for word, share in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        kinds = printed.get(word, Counter())
        kind = max("lcu", key=lambda name: (kinds[name], name == "l"))
        rows.append(f"{word}\t{math.log(share):.1f}\t{kind}")
    save(out, "words.tsv.xz", rows)


def write_pairs(lines: Lines, words: dict[str, float], out: Path) -> None:
    """Rows: first word, second word, how much likelier the second is after the first; `first` alone: after it, unseen.

    Interpolated absolute discounting: a second word that was never seen after the first is less likely than by itself.
    `^` opens a sentence or a line, `#` is any number.
    """
    counts = count_pairs(lines)
    firsts: dict[str, float] = defaultdict(float)
    kinds: Counter[str] = Counter()
    for (first, _), count in counts.items():
        firsts[first] += count
        kinds[first] += 1
    seconds: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in sorted(counts):
        seconds[first].append(second)
    rows = []
    for first, count in sorted(firsts.items()):
        left = min(0.95, DISCOUNT * kinds[first] / (count + 4) + 4 / (count + 4))
        if left < 0.9:
            rows.append(f"{first}\t{math.log(left):.1f}")
        for second in seconds[first]:
            share = words.get(second, 1e-9)
            likely = max(0.0, counts[first, second] - DISCOUNT) / (count + 4) + left * share
            gain = math.log(likely) - math.log(share)
            if counts[first, second] >= 0.99 and gain > LEAST_GAIN:
                rows.append(f"{first} {second}\t{min(gain, 8.0):.1f}")
    save(out, "pairs.tsv.xz", rows)


def count_pairs(lines: Lines) -> dict[tuple[str, str], float]:
    """Weighted counts of neighbours."""
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for name, weight in (("written", 1.0 / WRITTEN_ROUNDS), ("grammar", 0.05), ("manuals", 0.5)):
        for part in (part for line in lines[name] for part in SENTENCE.split(line.lower())):
            row = ["^", *(NUMBER if word.isdigit() else word for word in PART.findall(part))]
            for pair in pairwise(row):
                counts[pair] += weight
    return counts


def write_letters(words: dict[str, float], out: Path) -> None:
    """Counts of letter runs up to six inside words, for words that no list has. Rows: run, count."""
    runs: Counter[str] = Counter()
    for word, share in words.items():
        padded = f"^{word}$"
        weight = max(1, round(2 + math.log(share * 1e6))) if share > 1e-6 else 1
        for size in range(1, ORDER + 1):
            for start in range(len(padded) - size + 1):
                runs[padded[start : start + size]] += weight
    rows = [f"{run}\t{count}" for run, count in sorted(runs.items()) if count > (1, 1, 1, 2, 5, 9)[len(run) - 1]]
    save(out, "letters.tsv.xz", rows)


def write_latin(pairs: Path, unpacked: Path, manuals: list[str], out: Path) -> None:
    """Rows: run of three signs, how much likelier it is in garbled Cyrillic; then English words, one a row."""
    bad = count_garbled(pairs)
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


def count_garbled(pairs: Path) -> Counter[str]:
    """Runs of three signs in words that a Latin model printed for Cyrillic."""
    bad: Counter[str] = Counter()
    for path in sorted(pairs.glob("*.jsonl")):
        pages = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        for page in pages:
            if page["engine"] not in ("rus", "eng+rus"):
                for printed, meant in page["lines"]:
                    bad.update(garbled_runs(printed, meant) if WORD.search(meant) else ())
    return bad


def garbled_runs(printed: str, meant: str) -> list[str]:
    """Runs of three signs of printed words that hold Latin letters and do not stand so in the truth."""
    right = set(meant.split())
    tokens = [token.strip(EDGE) for token in printed.split() if token not in right and re.search(r"[A-Za-z]", token)]
    return [run for token in tokens for run in trigrams(token)]


def trigrams(token: str) -> list[str]:
    padded = f"^{token}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


if __name__ == "__main__":
    main()
