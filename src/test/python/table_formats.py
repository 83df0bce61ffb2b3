"""Writes one small table in every format that is read, and what pandas says about it.

Usage: python table_formats.py OUTPUT_FOLDER (pandas, pyarrow, polars, zstandard, openpyxl; versions go into expected.json)
"""

import bz2
import datetime
import decimal
import gzip
import io
import json
import pathlib
import sys
import zipfile

import numpy
import openpyxl
import pandas
import polars
import pyarrow
import pyarrow.parquet
import zstandard

ROWS = 240
TEXTS = ["plain", "with, comma", 'a "quote"', "two\nlines", "größe", "日本", "", " blank ", None, "NA?"]


def table():
    generator = numpy.random.default_rng(7)
    frame = pandas.DataFrame(
        {
            "id": numpy.arange(ROWS, dtype="int64") + 9_007_199_254_740_000,
            "small": generator.integers(-5, 5, ROWS).astype("int8"),
            "real": numpy.round(generator.normal(size=ROWS), 6),
            "single": numpy.round(generator.normal(size=ROWS), 3).astype("float32"),
            "flag": generator.integers(0, 2, ROWS).astype(bool),
            "text": [TEXTS[i % len(TEXTS)] for i in range(ROWS)],
            "kind": pandas.Categorical([["red", "green", "blue"][i % 3] for i in range(ROWS)]),
            "label": [["no", "yes"][i % 2] for i in range(ROWS)],
        }
    )
    frame.loc[frame.index % 17 == 0, "real"] = numpy.nan
    return frame


def parquet(frame, folder):
    arrow = pyarrow.Table.from_pandas(frame, preserve_index=False)

    def write(name, **options):
        pyarrow.parquet.write_table(arrow, folder / f"{name}.parquet", **options)

    for compression in ["none", "snappy", "gzip", "zstd", "lz4"]:
        write(f"arrow-{compression}", compression=compression)
    write("arrow-v2", data_page_version="2.0", version="2.6", compression="zstd")
    write("arrow-groups", row_group_size=50, data_page_size=200, compression="snappy")
    write(
        "arrow-encodings",
        use_dictionary=False,
        version="2.6",
        column_encoding={
            "id": "DELTA_BINARY_PACKED",
            "real": "BYTE_STREAM_SPLIT",
            "single": "BYTE_STREAM_SPLIT",
            "text": "DELTA_BYTE_ARRAY",
            "label": "DELTA_LENGTH_BYTE_ARRAY",
        },
    )
    frame.to_parquet(folder / "pandas.parquet", index=False)
    polars.from_pandas(frame).write_parquet(folder / "polars.parquet", compression="zstd")
    parts = folder / "parts"
    for kind, part in frame.groupby("kind", observed=True):
        below = parts / f"kind={kind}"
        below.mkdir(parents=True, exist_ok=True)
        part.drop(columns="kind").to_parquet(below / "part-0.parquet", index=False)
    (parts / "_SUCCESS").write_bytes(b"")


def types(folder):
    """Types that a CSV has no word for: each with the text that is expected of it."""
    moment = datetime.datetime(2024, 12, 31, 23, 59, 58, 123456)
    columns = {
        "u8": (pyarrow.array([0, 255, None], pyarrow.uint8()), ["0", "255", ""]),
        "u32": (pyarrow.array([0, 4294967295, None], pyarrow.uint32()), ["0", "4294967295", ""]),
        "u64": (pyarrow.array([0, 18446744073709551615, None], pyarrow.uint64()), ["0", "18446744073709551615", ""]),
        "half": (pyarrow.array([numpy.float16(0.5), numpy.float16(-2), None], pyarrow.float16()), ["0.5", "-2.0", ""]),
        "d9": (pyarrow.array([decimal.Decimal("1.50"), decimal.Decimal("-0.01"), None], pyarrow.decimal128(9, 2)),
               ["1.50", "-0.01", ""]),
        "d30": (pyarrow.array([decimal.Decimal("12345678901234567890.5"), decimal.Decimal("-1.0"), None],
                              pyarrow.decimal128(30, 1)), ["12345678901234567890.5", "-1.0", ""]),
        "day": (pyarrow.array([datetime.date(2024, 2, 29), datetime.date(1969, 12, 31), None]),
                ["2024-02-29", "1969-12-31", ""]),
        "ms": (pyarrow.array([moment.replace(microsecond=123000), moment.replace(microsecond=0), None],
                             pyarrow.timestamp("ms")), ["2024-12-31 23:59:58.123", "2024-12-31 23:59:58", ""]),
        "us": (pyarrow.array([moment, moment, None], pyarrow.timestamp("us")),
               ["2024-12-31 23:59:58.123456", "2024-12-31 23:59:58.123456", ""]),
        "zone": (pyarrow.array([moment, moment, None], pyarrow.timestamp("us", tz="UTC")),
                 ["2024-12-31 23:59:58.123456+00:00", "2024-12-31 23:59:58.123456+00:00", ""]),
        "nan": (pyarrow.array([float("nan"), float("inf"), None]), ["nan", "inf", ""]),
        "time": (pyarrow.array([datetime.time(1, 2, 3), datetime.time(23, 0), None], pyarrow.time32("ms")),
                 ["01:02:03", "23:00:00", ""]),
    }
    arrow = pyarrow.table({name: array for name, (array, _) in columns.items()} | {"list": [[1], [], None]})
    pyarrow.parquet.write_table(arrow, folder / "types.parquet")
    int96 = pyarrow.table({"at": pyarrow.array([moment, None], pyarrow.timestamp("us")), "n": [1, 2]})
    pyarrow.parquet.write_table(int96, folder / "int96.parquet", use_deprecated_int96_timestamps=True)
    return {name: cells for name, (_, cells) in columns.items()}


def sheet(frame, folder):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "rows"
    page.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        page.append([None if isinstance(v, float) and numpy.isnan(v) else
                     v.item() if isinstance(v, numpy.generic) else v for v in row])
    book.save(folder / "table.xlsx")
    book.create_sheet("second").append(["other"])
    book.save(folder / "two-sheets.xlsx")
    cells = openpyxl.Workbook()
    page = cells.active
    page.append([])
    page.append(["day", "moment", "number", "share", "flag", "text"])
    moment = datetime.datetime(2024, 12, 31, 23, 59, 58)
    page.append([moment.date(), moment, 0.1, 0.125, True, "007"])
    page["D3"].number_format = "0.0%"
    page["C6"] = 12
    cells.create_sheet("empty")
    cells.save(folder / "cells.xlsx")
    formula = openpyxl.Workbook()
    formula.active.append(["sum"])
    formula.active.append(["=1+1"])
    formula.save(folder / "formula.xlsx")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    frame = table()
    text = frame.to_csv(index=False).encode()
    (folder / "table.csv").write_bytes(text)
    (folder / "shuffled.csv").write_bytes(
        frame.sample(frac=1, random_state=1)[sorted(frame.columns)].to_csv(index=False, sep=";", lineterminator="\r\n")
        .encode())
    (folder / "table.csv.gz").write_bytes(gzip.compress(text, mtime=0))
    half = len(text) // 2
    (folder / "two-members.csv.gz").write_bytes(gzip.compress(text[:half], mtime=0) + gzip.compress(text[half:], mtime=0))
    (folder / "table.csv.zst").write_bytes(zstandard.compress(text))
    (folder / "two-frames.csv.zst").write_bytes(zstandard.compress(text[:half]) + zstandard.compress(text[half:]))
    (folder / "table.csv.bz2").write_bytes(bz2.compress(text))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("__MACOSX/._table.csv"), b"x")
        archive.writestr(zipfile.ZipInfo("inner/table.csv"), text, zipfile.ZIP_DEFLATED)
    (folder / "table.zip").write_bytes(packed.getvalue())
    # pandas writes a float32 with the digits of a float64; Spark and polars do not.
    shortest = frame.assign(single=[float(str(v)) for v in frame["single"].to_numpy()])
    lines = shortest.to_json(orient="records", lines=True, double_precision=15).encode()
    (folder / "table.jsonl").write_bytes(lines)
    (folder / "table.jsonl.gz").write_bytes(gzip.compress(lines, mtime=0))
    parquet(frame, folder)
    expected_types = types(folder)
    sheet(shortest, folder)
    expected = {
        "versions": {m.__name__: m.__version__ for m in (pandas, pyarrow, polars, zstandard, openpyxl, numpy)},
        "rows": ROWS,
        "sums": {c: float(frame[c].sum()) for c in ["small", "real"]},
        "missing": {c: int(frame[c].isna().sum()) for c in frame.columns},
        "types": expected_types,
    }
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
