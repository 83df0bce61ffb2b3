package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows that are written for a test, and models of other tools that are validated on them.
 *
 * @param folder for the rows
 */
record Trial(Path folder) {
    static final Path FOREST = ForeignCase.file("forest_str_tensor.onnx");
    static final Path PIPELINE = ForeignCase.file("pipeline_float_tensor.onnx");
    static final Path REGRESSOR = ForeignCase.file("regressor_forest.onnx");
    static final String IRIS_HEADER = "sepal_length,sepal_width,petal_length,petal_width,species\n";
    static final String IRIS = IRIS_HEADER + "4.9,3.0,1.4,0.2,setosa\n6.4,3.2,4.5,1.5,versicolor\n";
    static final TargetOptions IRIS_LABELS =
            new TargetOptions(null, List.of("setosa", "versicolor", "virginica"), null);

    static Evaluation run(ValidationRequest request) throws IOException {
        return Validation.run(request, ValidationListener.SILENT, Clock.systemUTC());
    }

    Path write(String text) throws IOException {
        return Files.write(folder.resolve("rows.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The message, with the model and the data named MODEL and FILE. */
    String mistake(Path model, String text, String label, UnaryOperator<ValidationRequest> options) {
        try {
            Path rows = write(text);
            run(options.apply(ValidationRequest.of(model, rows, label)));
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage()
                    .replace(folder.resolve("rows.csv").toString(), "FILE")
                    .replace(model.toString(), "MODEL");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
