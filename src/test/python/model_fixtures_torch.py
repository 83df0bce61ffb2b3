"""Makes torch_*.onnx for model_fixtures.py with torch.onnx.export (written with torch 1.12.1; any later one does).

Reads no data: the weights are random but fixed, shaped so that answers differ from row to row.

Usage: python model_fixtures_torch.py OUTPUT_FOLDER
"""

import pathlib
import sys

import torch

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


class Scaled(torch.nn.Module):
    """A small network behind a fixed scaling, as people put it into the module that they export."""

    def __init__(self, mean, scale, hidden, outputs, seed, last=None, squeeze=False):
        super().__init__()
        torch.manual_seed(seed)
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("scale", torch.tensor(scale))
        layers = [torch.nn.Linear(len(mean), hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs)]
        if last is not None:
            layers.append(last)
        self.layers = torch.nn.Sequential(*layers)
        self.squeeze = squeeze

    def forward(self, x):
        y = self.layers((x - self.mean) / self.scale)
        return y.squeeze(1) if self.squeeze else y


def export(name, model, width, dynamic=True):
    model.eval()
    torch.onnx.export(
        model, torch.zeros(1, width), str(out / f"{name}.onnx"), input_names=["input"], output_names=["output"],
        dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}} if dynamic else None, opset_version=13)


iris = ([5.8, 3.1, 3.8, 1.2], [0.8, 0.4, 1.8, 0.8])
cancer = ([14.1, 19.3, 92.0, 655.0, 0.096, 0.104, 0.089, 0.049], [3.5, 4.3, 24.3, 352.0, 0.014, 0.053, 0.08, 0.039])
diabetes = ([48.5, 1.5, 26.4, 94.6, 189.1, 115.4, 49.8, 4.1, 4.6, 91.3],
            [13.1, 0.5, 4.4, 13.8, 34.6, 30.4, 12.9, 1.3, 0.5, 11.5])
export("torch_logits", Scaled(*iris, 8, 3, 1), 4)
export("torch_softmax", Scaled(*iris, 8, 3, 1, torch.nn.Softmax(dim=1)), 4)
export("torch_softmax_batch1", Scaled(*iris, 8, 3, 1, torch.nn.Softmax(dim=1)), 4, dynamic=False)
export("torch_sigmoid", Scaled(*cancer, 8, 1, 2, torch.nn.Sigmoid()), 8)
export("torch_logit", Scaled(*cancer, 8, 1, 2), 8)
export("torch_squeezed", Scaled(*cancer, 8, 1, 2, squeeze=True), 8)
export("torch_regressor", Scaled(*diabetes, 8, 1, 3), 10)
