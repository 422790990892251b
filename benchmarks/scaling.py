"""What do more processes bring, on one machine?

    python benchmarks/scaling.py [--statements 6000]

Reads the ministry's posts in ../shared again and again until there are so many statements, and prints
statements per second for one process, two processes (`--jobs 2`), and Dask with one and two workers.
"""

import argparse
import time
from pathlib import Path

import pandas as pd

from reconcile.distributed import extract_frame
from reconcile.reading import read_claims
from reconcile.sources import read

POSTS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "mod_russia.jsonl"


def processes(statements, jobs):
    start = time.perf_counter()
    count = sum(len(reading.claims) for reading in read_claims(statements, jobs))
    return count, time.perf_counter() - start


def dask_workers(statements, workers):
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    rows = [
        {"id": s.id, "source": s.source, "published": s.published and s.published.isoformat(), "lang": s.lang, "text": s.text}
        for s in statements
    ]
    frame = dd.from_pandas(pd.DataFrame(rows), npartitions=8 * workers)
    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, Client(cluster):
        start = time.perf_counter()
        count = len(extract_frame(frame).compute())
        return count, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=6000)
    wanted = parser.parse_args().statements
    posts = list(read([str(POSTS)]))
    statements = (posts * (wanted // len(posts) + 1))[:wanted]
    for name, run in (
        ("one process", lambda: processes(statements, 1)),
        ("--jobs 2", lambda: processes(statements, 2)),
        ("Dask, one worker", lambda: dask_workers(statements, 1)),
        ("Dask, two workers", lambda: dask_workers(statements, 2)),
    ):
        count, seconds = run()
        print(f"{name:20} {count:7} claims  {len(statements) / seconds:8,.0f} statements/s")


if __name__ == "__main__":
    main()
