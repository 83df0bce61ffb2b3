"""Golden values of dates: what pandas makes of texts and of moments. Writes to the folder that is named."""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

TEXTS = {
    "iso": [
        ("2024-12-31", {}),
        ("2024-02-29 23:59:59", {}),
        ("2024-12-31T23:59:59.125", {}),
        ("2024-12-31 06:30", {}),
        ("2024-03-31T01:30:00+02:00", {}),
        ("2024-03-31 01:30:00-0530", {}),
        ("2024-03-31T01:30Z", {}),
        ("2024/12/31", {}),
        ("1969-07-20 20:17:40", {}),
        ("1900-03-01", {}),
        ("31.12.2024", {"dayfirst": True}),
        ("31-Dec-2024", {}),
        ("1 March 2024 11:05 PM", {}),
        ("Dec 1, 2024", {}),
    ],
    "dmy": [
        ("01/02/2024", {"dayfirst": True}),
        ("1.2.2024 7:05", {"dayfirst": True}),
        ("31-12-2024", {"dayfirst": True}),
        ("2024-12-31", {}),
    ],
    "mdy": [
        ("01/02/2024", {}),
        ("12/31/2024 12:00 AM", {}),
        ("12/31/2024 12:15 PM", {}),
        ("7/4/2024 1:05:09 pm", {}),
    ],
    "compact": [("20241231", {"format": "%Y%m%d"})],
    "seconds": [("1735603200", {"unit": "s"}), ("-14182940", {"unit": "s"}), ("1735603200.5", {"unit": "s"})],
    "milliseconds": [("1735603200125", {"unit": "ms"})],
}


def seconds(text, options):
    value = float(text) if "unit" in options else text
    return (pd.to_datetime(value, utc=True, **options) - pd.Timestamp(0, tz="UTC")).total_seconds()


def main(folder):
    texts = [
        {"form": form, "text": text, "seconds": seconds(text, options)}
        for form, all_of in TEXTS.items()
        for text, options in all_of
    ]
    edges = ["1678-01-01", "1900-02-28 23:59:59", "1900-03-01", "1970-01-01", "1969-12-31 23:59:59", "2000-02-29",
             "2024-02-29 12:00", "2023-12-31 23:59:59.75", "2100-02-28", "2100-03-01", "2261-12-31 23:00"]
    random = np.random.default_rng(16).integers(-9_000_000_000, 9_000_000_000, 150)
    times = pd.Series(list(pd.to_datetime(edges, format="mixed")) + list(pd.to_datetime(random, unit="s")))
    until = pd.Timestamp("2024-12-31")
    moments = [
        {
            "seconds": (t - pd.Timestamp(0)).total_seconds(),
            "year": t.year,
            "month": t.month,
            "day": t.day,
            "weekday": t.weekday(),
            "hour": t.hour,
            "age": (until - t) / pd.Timedelta(days=1),
        }
        for t in times
    ]
    golden = {"made by": "src/test/python/dates.py, pandas " + pd.__version__, "texts": texts, "moments": moments}
    (pathlib.Path(folder) / "dates.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
