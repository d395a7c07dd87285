#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The file job in Polars' lazy frames: for the table of `reconcile.py`.

usage: polars_job.py DIR OUT [THREADS]        needs: pip install polars

Like `tuned_duckdb.py` it reads only the columns the job needs and writes neither row references nor a report. Amounts
are read as text and become whole minor units, because Polars would make floating point of them.
"""
import os, sys

os.environ["POLARS_MAX_THREADS"] = sys.argv[3] if len(sys.argv) > 3 else "2"
import polars as pl

folder, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
KEY = ["merchant", "terminal", "rrn", "type"]
minor = lambda name: pl.col(name).str.replace(".", "", literal=True).cast(pl.Int64)
back = lambda value: pl.when(pl.col("type") == "refund").then(-value).otherwise(value)


def read(name, columns):
    return pl.scan_csv(f"{folder}/{name}.csv", infer_schema=False).select(columns)


pos = read("pos", [*KEY, "amount", "status", "printed"]).with_columns(minor("amount").alias("pos_amount")).drop("amount")
acq = read("acquirer", [*KEY, "product", "amount", "fee", "settle_date"]).with_columns(
    minor("amount").alias("acquirer_amount"), minor("fee")).drop("amount")
share = lambda rate: (pl.col("acquirer_amount") * rate + 5_000) // 10_000
acq = acq.with_columns(back(
    pl.when(pl.col("product") == "credit").then(share(60))
    .when(pl.col("product") == "debit").then(pl.min_horizontal(share(50), pl.lit(2_000))).otherwise(share(38))).alias("expected"))
tills, acquirers = pl.collect_all([pos, acq])
again = acquirers.lazy().filter(pl.struct(KEY).is_duplicated()).with_columns(pl.int_range(pl.len()).over(KEY).alias("nth")).filter(
    pl.col("nth") > 0).select(pl.lit("PY-06").alias("code"), *KEY, pl.lit(None, pl.Int64).alias("pos_amount"), "acquirer_amount", "fee")
joined = tills.lazy().join(acquirers.lazy(), on=KEY, how="full", coalesce=True)
has_pos, has_acq = pl.col("pos_amount").is_not_null(), pl.col("acquirer_amount").is_not_null()
code = lambda name, when: pl.when(when.fill_null(False)).then(pl.lit(name))
found = joined.with_columns(pl.concat_list(
    code("PY-04", ~has_pos), code("ST-01", ~has_acq & (pl.col("status") == "approved")),
    code("PY-01", ~has_acq & (pl.col("status") == "unknown")), code("PY-02", has_pos & has_acq & (pl.col("status") != "approved")),
    code("ST-04", pl.col("pos_amount") != pl.col("acquirer_amount")),
    code("RC-01", (pl.col("printed") == "0") & (has_acq | (pl.col("status") == "approved"))),
    code("ST-05", pl.col("fee") > pl.col("expected"))).list.drop_nulls().alias("code"))
found = found.filter(pl.col("code").list.len() > 0).explode("code").select("code", *KEY, "pos_amount", "acquirer_amount", "fee")
pl.concat([again, found]).sink_csv(f"{out}/findings.csv")
gross = back(pl.col("acquirer_amount"))
sums = acquirers.lazy().group_by("settle_date", "merchant").agg(
    pl.len().alias("rows"), gross.sum().alias("gross"), pl.col("fee").sum(), (gross - pl.col("fee")).sum().alias("net"))
bank = read("bank", ["date", "merchant", "amount"]).with_columns(minor("amount").alias("deposited")).group_by(
    pl.col("date").alias("settle_date"), "merchant").agg(pl.col("deposited").sum())
sums.join(bank, on=["settle_date", "merchant"], how="left").with_columns(pl.col("deposited").fill_null(0)).sort(
    "settle_date", "merchant").sink_csv(f"{out}/settlement.csv")
