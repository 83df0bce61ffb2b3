"""Makes torchscript/net.pt and writes.pt with net.json: TorchScript models, and what Python says about the first (written
with torch 2.7.1 and scikit-learn 1.9.1).

net.pt answers logits for the iris set; writes.pt answers the same and writes a file when it predicts, which TorchScript
can.

Usage: python model_fixtures_torchscript.py RESOURCES/engine/model
"""

import csv
import json
import pathlib
import sys

import sklearn
import torch
from sklearn import metrics

FOLDER = pathlib.Path(sys.argv[1])


class Net(torch.nn.Module):
    """A small network behind a fixed scaling."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(3)
        self.register_buffer("mean", torch.tensor([5.84, 3.06, 3.76, 1.2]))
        self.register_buffer("scale", torch.tensor([0.83, 0.43, 1.76, 0.76]))
        self.layers = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))

    def forward(self, x):
        return self.layers((x - self.mean) / self.scale)


class Writes(Net):
    def forward(self, x):
        torch.save(x, "target/torchscript-wrote-this")
        return self.layers((x - self.mean) / self.scale)


def fit(net, rows, labels):
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    for _ in range(40):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(rows), labels).backward()
        optimizer.step()
    return net.eval()


def main():
    with open(FOLDER / "foreign" / "iris_int.csv", newline="") as lines:
        header, *body = csv.reader(lines)
    label = len(header) - 1
    rows = torch.tensor([[float(cell) for cell in row[:label]] for row in body], dtype=torch.float32)
    truth = [row[label] for row in body]
    labels = sorted(set(truth))
    net = fit(Net(), rows, torch.tensor([labels.index(value) for value in truth]))
    out = FOLDER / "torchscript"
    out.mkdir(exist_ok=True)
    torch.jit.script(net).save(str(out / "net.pt"))
    torch.jit.script(Writes()).save(str(out / "writes.pt"))
    with torch.no_grad():
        logits = net(rows).double()
    scores = torch.softmax(logits, dim=1).numpy()
    predicted = [labels[int(best)] for best in logits.argmax(dim=1)]
    expected = {
        "versions": {"torch": torch.__version__, "scikit-learn": sklearn.__version__},
        "label": header[label],
        "labels": labels,
        "metrics": {
            "accuracy": metrics.accuracy_score(truth, predicted),
            "f1_macro": metrics.f1_score(truth, predicted, average="macro"),
            "matthews_corrcoef": metrics.matthews_corrcoef(truth, predicted),
            "log_loss": metrics.log_loss(truth, scores, labels=labels),
            "roc_auc_ovr": metrics.roc_auc_score(truth, scores, multi_class="ovr", labels=labels),
        },
    }
    (out / "net.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
