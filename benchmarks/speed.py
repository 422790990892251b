"""How fast and how right is the extraction, beside what one would use instead?

    python benchmarks/speed.py [--posts 1500]

Needs ../shared, and for the others: pip install number-parser quantulum3 spacy. Prints, for one core:
posts per second and the ratio to ours, and how many of the labelled figures each finds (F1 over the counts
of a statement, weapon and metric left aside, since the others cannot tell them); megabytes per second on
texts that name no weapon, when their words are new and when they have been met, and on texts that name one and
make no claim; cost against length; memory; the start of the command. Times are of the processor, so that what
else the machine does counts little.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from reconcile.extraction import extract
from reconcile.extraction.gate import forget, passes
from reconcile.sources import read

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NEWS = ["ru_news_2025-10", "ru_news_2024", "ru_channels_all", "uk_channels", "uk_ru_blogs"]
BESIDE = re.compile(r"(\d{1,6})\D{0,60}?(?:бпла|беспилот|безпілот|дрон|drone|uav|shahed|шахед)", re.IGNORECASE)


def ours(statement):
    return Counter(claim.count.low for claim in extract(statement))


def digits(statement):
    return Counter(int(found) for found in BESIDE.findall(statement.text))


def number_parser(statement):
    from number_parser import parse

    language = {"uk": "uk", "ru": "ru"}.get(statement.lang, "en")
    try:
        text = parse(statement.text, language=language)
    except ValueError:
        text = statement.text
    return Counter(int(found) for found in BESIDE.findall(text))


def quantulum(statement):
    from quantulum3 import parser

    return Counter(
        int(quantity.value) for quantity in parser.parse(statement.text) if quantity.value == int(quantity.value) and quantity.value >= 0
    )


def spacy_matcher():
    import spacy
    from spacy.matcher import Matcher

    pipelines = {code: spacy.blank(code) for code in ("en", "uk", "ru")}
    matchers = {}
    for code, pipeline in pipelines.items():
        matchers[code] = Matcher(pipeline.vocab)
        thing = {"LOWER": {"REGEX": "^(бпла|беспилот|безпілот|дрон|drone|uav|shahed|шахед)"}}
        matchers[code].add("count", [[{"LIKE_NUM": True}, {"IS_ALPHA": True, "OP": "{0,4}"}, thing]])

    def match(statement):
        code = statement.lang if statement.lang in pipelines else "ru"
        document = pipelines[code](statement.text)
        starts = {start for _, start, _ in matchers[code](document)}
        return Counter(int(document[start].text) for start in starts if document[start].text.isdigit())

    return match


def timed(function, statements):
    """Return statements per second, the median of three runs."""
    runs = []
    for _ in range(3):
        start = time.process_time()
        for statement in statements:
            function(statement)
        runs.append(len(statements) / (time.process_time() - start))
    return statistics.median(runs)


def once(function, statements, runs=1):
    """Return the seconds that a run over the statements takes, the least of so many runs."""
    took = []
    for _ in range(runs):
        start = time.process_time()
        for statement in statements:
            function(statement)
        took.append(time.process_time() - start)
    return min(took)


def accuracy(function):
    right = found = expected = 0
    for name in ("ru", "ru-news", "uk", "en"):
        gold = {row["id"]: row["claims"] for row in map(json.loads, (SHARED / "gold" / f"{name}.gold.jsonl").open(encoding="utf-8"))}
        for statement in read([str(SHARED / "gold" / f"{name}.statements.jsonl")]):
            labels = Counter(claim["low"] for claim in gold[statement.id] if not claim.get("optional"))
            counts = function(statement)
            right += (labels & counts).total()
            found += counts.total()
            expected += labels.total()
    return 2 * right / (found + expected)


def compare(statements):
    print(f"{'what':28} {'statements/s':>13} {'× ours':>8} {'F1 of counts':>13}")
    base = None
    for name, make in (
        ("reconcile", lambda: ours),
        ("re, digits before a drone", lambda: digits),
        ("number-parser + re", lambda: number_parser),
        ("quantulum3", lambda: quantulum),
        ("spaCy Matcher", spacy_matcher),
    ):
        try:
            function = make()
            few = statements if name in ("reconcile", "re, digits before a drone") else statements[:: max(1, len(statements) // 150)]
            function(statements[0])
        except ImportError:
            print(f"{name:28} not installed")
            continue
        rate = timed(function, few)
        base = base or rate
        print(f"{name:28} {rate:13,.0f} {rate / base:8.2f} {accuracy(function):13.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1500)
    options = parser.parse_args()

    ministry = list(read([str(SHARED / "corpora" / "mod_russia.jsonl")]))
    sample = ministry[:: max(1, len(ministry) // options.posts)]
    for statement in sample:
        extract(statement)  # words met once are remembered: an archive is mostly words met before
    print(f"ministry posts, {len(sample)} of {len(ministry)}")
    rate = timed(extract, ministry)
    print(f"all {len(ministry)}: {1000 / rate:.3f} ms each\n")
    compare(sample)

    news = [statement for name in NEWS for statement in read([str(SHARED / "corpora" / f"{name}.jsonl")])]
    print(f"\nnews channels together: {timed(extract, news):,.0f} statements/s of {len(news)}")

    for name in ("en_articles", "ru_channels_all"):
        texts = list(read([str(SHARED / "corpora" / f"{name}.jsonl")]))
        silent = [s for s in texts if not passes(s.text)]
        near = [s for s in texts if passes(s.text) and not extract(s)]
        megabytes, named = (sum(len(s.text.encode()) for s in some) / 1e6 for some in (silent, near))
        forget()
        new = once(extract, silent)
        again = len(silent) / timed(extract, silent)
        print(
            f"{name}: {megabytes:.1f} MB that name no weapon: {megabytes / new:,.0f} MB/s, their words once met {megabytes / again:,.0f} MB/s"
        )
        print(f"{name}: {named:.1f} MB that name one and claim nothing: {named * timed(extract, near) / len(near):,.1f} MB/s")

    post = next(s for s in ministry if len(extract(s)) > 5)
    for times in (1, 10, 100):
        long = type(post)(post.id, (post.text + "\n\n") * times, post.source, post.published, post.lang)
        print(f"a post repeated {times:3} times: {1000 * once(extract, [long], 5) / times:.2f} ms per repetition")
    for share in (100, 10, 1):
        some = ministry[::share]
        print(f"{len(some):5} posts: {1000 * once(extract, some, 3) / len(some):.3f} ms each")

    starts = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "reconcile", "--help"], capture_output=True, check=True)
        starts.append(time.perf_counter() - start)
    print(f"reconcile --help: {statistics.median(starts):.2f} s")
    print(f"memory at the end: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
