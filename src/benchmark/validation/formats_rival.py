"""What a data scientist would write to look at a file: reads all rows with pandas (Parquet with pyarrow), and describes them.

    formats_rival.py FILE
"""

import sys

import pandas as pd

file = sys.argv[1]
rows = pd.read_parquet(file) if file.endswith(".parquet") else pd.read_csv(file)
print(rows.describe())
for column in rows.select_dtypes(exclude="number"):
    print(rows[column].value_counts())
