package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline convert}. */
@Command(
        name = "convert",
        sortOptions = false,
        description = {
            "Writes a model of XGBoost or LightGBM as ONNX, as it is judged here, for servers that take ONNX.",
            "",
            "The ONNX file is a file of its own with a digest of its own: judge it, when it is what will be deployed."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline convert --model model.ubj --output model.onnx",
            "",
            "Exit codes: 0, 2 when it is no such file or of a version or kind that is not read, 70 internal error."
        })
final class ConvertCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "What the library saved: XGBoost's .json or .ubj, LightGBM's text.",
            order = 1)
    private Path model;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Where to write the model (model.onnx).",
            order = 2)
    private Path output;

    @Mixin
    private CommonOptions common;

    /**
     * What was written.
     *
     * @param modelDigest {@code sha256:<hex>} of the library's file
     * @param format {@code xgboost} or {@code lightgbm}
     * @param digest {@code sha256:<hex>} of the ONNX file
     */
    private record Converted(String model, String modelDigest, String format, String output, String digest) {}

    @Override
    public Integer call() throws IOException {
        Console console = common.console();
        Outputs outputs = Outputs.begin(List.of(output), List.of(model));
        Converted converted = outputs.leftBy(() -> convert(outputs));
        console.say(model + " (" + converted.format + "): " + converted.modelDigest);
        console.say("ONNX: " + output + ": " + converted.digest);
        console.result(converted);
        return 0;
    }

    private Converted convert(Outputs outputs) throws IOException {
        BoosterFile library = BoosterFile.of(model);
        ModelFile file = ModelFile.readAs(model, bytes -> {
            if (library == BoosterFile.NONE) {
                throw new UserError(
                        model + ": is no model that XGBoost saved as .json or .ubj, or LightGBM as text. Save it"
                                + " with save_model; other models are exported as ONNX by their own tools.");
            }
            return library.onnx(bytes, model.toString());
        });
        outputs.write(output, file.bytes());
        return new Converted(
                model.toString(), file.digest(), library.format(), output.toString(), Digest.ofBytes(file.bytes()));
    }
}
