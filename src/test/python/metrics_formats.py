"""Files of metrics as other tools write them, for one small model.

Writes them with the tools' versions and the numbers that scikit-learn computes to
src/test/resources/io/jenkins/plugins/mlpipeline/engine/metricsfile (run from the project's root:
python src/test/python/metrics_formats.py). Needs scikit-learn, evidently, mlflow-skinny, dvclive and pandas<3.
"""

import json
import os
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import dvclive
import mlflow
import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.metrics import Accuracy, DriftedColumnsCount, F1ByLabel, F1Score, Precision, Recall, ValueDrift
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, f1_score, precision_score, recall_score

OUT = Path("src/test/resources/io/jenkins/plugins/mlpipeline/engine/metricsfile").absolute()
COLUMNS = list("abcde")


def frame(x, y, predicted):
    data = pd.DataFrame(x, columns=COLUMNS)
    data["target"] = y
    data["prediction"] = predicted
    definition = DataDefinition(
        classification=[BinaryClassification(target="target", prediction_labels="prediction")],
        numerical_columns=COLUMNS,
    )
    return Dataset.from_pandas(data, data_definition=definition)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    x, y = make_classification(400, 5, random_state=1)
    model = LogisticRegression().fit(x[:200], y[:200])
    truth, predicted = y[200:], model.predict(x[200:])
    (OUT / "classification_report.json").write_text(
        json.dumps(classification_report(truth, predicted, output_dict=True), indent=1)
    )
    report = Report([Accuracy(), Precision(), Recall(), F1Score(), F1ByLabel(), DriftedColumnsCount(), ValueDrift(column="a")])
    ran = report.run(frame(x[200:], truth, predicted), frame(x[:200], y[:200], model.predict(x[:200])))
    (OUT / "evidently.json").write_text(ran.json())
    accuracy = accuracy_score(truth, predicted)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
        mlflow.set_tracking_uri("file:" + folder + "/mlruns")
        with mlflow.start_run() as run:
            for step in range(3):
                mlflow.log_metric("accuracy", accuracy - 0.1 * (2 - step), step=step)
            mlflow.log_metric("val/recall", recall_score(truth, predicted))
            mlflow.log_metric("broken", float("nan"))
            mlflow.log_param("max_depth", 3)
        described = mlflow.get_run(run.info.run_id).to_dictionary()
        described["info"]["artifact_uri"] = "file:///mlruns/artifacts"
        described["info"]["user_id"] = "someone"
        described["data"]["tags"] = {}
        (OUT / "mlflow_run.json").write_text(json.dumps(described, indent=1))
        shutil.rmtree(OUT / "mlflow_folder", ignore_errors=True)
        shutil.copytree(f"mlruns/0/{run.info.run_id}/metrics", OUT / "mlflow_folder" / "metrics")
        with dvclive.Live("dvclive", save_dvc_exp=False, report=None, monitor_system=False) as live:
            live.summary["accuracy"] = accuracy
            live.summary["val/recall"] = recall_score(truth, predicted)
        shutil.rmtree(OUT / "dvclive", ignore_errors=True)
        (OUT / "dvclive").mkdir()
        for name in ("metrics.json", "dvc.yaml"):
            if Path("dvclive", name).exists():
                shutil.copy(Path("dvclive", name), OUT / "dvclive" / name)
    golden = {
        "versions": {tool: version(tool) for tool in ("scikit-learn", "evidently", "mlflow-skinny", "dvclive")},
        "accuracy": accuracy,
        "precision": precision_score(truth, predicted),
        "recall": recall_score(truth, predicted),
        "f1": f1_score(truth, predicted),
        "f1_macro": f1_score(truth, predicted, average="macro"),
        "precision_weighted": precision_score(truth, predicted, average="weighted"),
    }
    (OUT / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
