"""Extraction over a Dask DataFrame: the same claims, whatever happens to the workers."""

import os
import signal

import pandas as pd
import pytest

from reconcile.distributed import extract_frame, extract_partition
from reconcile.model import ReconcileError

dd = pytest.importorskip("dask.dataframe", reason="the extra `scale` is not installed")


def statements(count):
    texts = [f"Дежурными средствами ПВО сбиты {number + 2} украинских беспилотников над Тульской областью." for number in range(count)]
    return pd.DataFrame(
        {"id": [f"p/{n}" for n in range(count)], "source": "mod_russia", "published": "2025-03-01T06:00:00+00:00", "text": texts}
    )


def test_a_dask_frame_gives_the_claims_of_a_plain_one():
    frame = statements(40)
    distributed = extract_frame(dd.from_pandas(frame, npartitions=4)).compute(scheduler="synchronous")
    pd.testing.assert_frame_equal(distributed.reset_index(drop=True), extract_partition(frame))
    assert list(distributed["low"]) == list(range(2, 42))


def test_an_empty_partition_keeps_the_columns():
    assert list(extract_partition(statements(0)).columns) == list(extract_partition(statements(2)).columns)


def test_a_frame_without_text_says_what_is_missing():
    with pytest.raises(ReconcileError, match="text"):
        extract_frame(dd.from_pandas(pd.DataFrame({"id": ["a"]}), npartitions=1))


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_nothing():
    distributed = pytest.importorskip("distributed")
    frame = statements(4000)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        future = client.compute(extract_frame(dd.from_pandas(frame, npartitions=40)))
        victim = next(iter(client.run(os.getpid).values()))
        os.kill(victim, signal.SIGKILL)
        result = future.result(timeout=120)
    pd.testing.assert_frame_equal(result.reset_index(drop=True), extract_partition(frame))
