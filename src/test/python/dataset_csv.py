"""Writes csv-python.json: random texts and how Python's csv module parses them.

Run: python dataset_csv.py OUTPUT

Python keeps an empty line as an empty record; those are dropped, because the engine skips empty lines.
"""

import csv
import io
import json
import platform
import random
import sys


def parse(text):
    records = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), strict=True):
            if record:
                records.append(record)
    except csv.Error:
        return records, True
    return records, False


def main(output):
    rng = random.Random(31)
    cases = []
    while len(cases) < 600:
        text = "".join(rng.choice('ab1,,,"""\n\n\r;') for _ in range(rng.randrange(30)))
        # Random quotes are mostly wrong; keep some of those, so that most texts test cells.
        records, error = parse(text)
        if error and rng.random() < 0.7:
            continue
        cases.append({"text": text, "records": records, "error": error})
    with open(output, "w", encoding="utf-8") as out:
        out.write('{"source": %s, "cases": [\n' % json.dumps("Python " + platform.python_version() + " csv"))
        out.write(",\n".join(json.dumps(case) for case in cases))
        out.write("\n]}\n")


main(sys.argv[1])
