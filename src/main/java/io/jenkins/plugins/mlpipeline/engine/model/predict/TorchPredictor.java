package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.file.Files;
import java.util.Map;

/**
 * Runs a TorchScript model through DJL on PyTorch: one float tensor [rows, columns] in, one of numbers out.
 *
 * <p>TorchScript is code: its functions may also read and write files. Whoever opens one has been allowed to.
 */
final class TorchPredictor {
    /** DJL's name for PyTorch. */
    static final String ENGINE = "PyTorch";

    private static final String NUM_THREADS = "ai.djl.pytorch.num_threads";

    private TorchPredictor() {}

    /**
     * Loads a model.
     *
     * @param name the model's file, for messages
     * @param archive the file's content
     * @param threads most threads that predict at once
     * @throws UserError when PyTorch can't load it
     */
    static RowsPredictor open(String name, byte[] archive, int threads) throws IOException {
        if (System.getProperty(NUM_THREADS) == null) {
            // Sums that are shared among threads would depend on their number.
            System.setProperty(NUM_THREADS, "1");
        }
        Model model = Model.newInstance(name, ENGINE);
        try {
            model.load(new ByteArrayInputStream(archive), Map.of());
            // DJL makes an empty temporary folder and leaves it until the process ends.
            Files.deleteIfExists(model.getModelPath());
            return new RowsPredictor(
                    name, model, () -> {}, () -> new RowsTranslator(name), TorchPredictor::reason, threads);
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            throw new UserError(
                    name + ": PyTorch " + model.getNDManager().getEngine().getVersion() + " can't load the model: "
                            + reason(e),
                    e);
        } catch (IOException e) {
            model.close();
            throw e;
        }
    }

    /** The line of the innermost message that says what was wrong, as a sentence; the others say where in PyTorch. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String[] lines = String.valueOf(cause.getMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Exception raised from"))
                .toArray(String[]::new);
        String line = lines.length == 0 ? cause.getClass().getSimpleName() : lines[0];
        for (String other : lines) {
            if (other.startsWith("RuntimeError: ")) {
                line = other.substring("RuntimeError: ".length());
            }
        }
        return line.endsWith(".") ? line : line + ".";
    }

    private static final class RowsTranslator implements NoBatchifyTranslator<InputBatch, BatchAnswers> {
        private final String name;
        private int rows;

        RowsTranslator(String name) {
            this.name = name;
        }

        @Override
        public NDList processInput(TranslatorContext context, InputBatch batch) {
            rows = batch.rows();
            InputBuffer buffer = batch.buffers().get(0);
            Buffer view = ((InputBuffer.Numbers) buffer).view(rows);
            return new NDList(
                    context.getNDManager().create(view, new Shape(buffer.plan.shape(rows)), DataType.FLOAT32));
        }

        @Override
        public BatchAnswers processOutput(TranslatorContext context, NDList list) {
            NDArray array = list.get(0);
            boolean real = array.getDataType() == DataType.FLOAT32 || array.getDataType() == DataType.FLOAT64;
            if (list.size() != 1 || !real || array.size() == 0 || array.size() % rows != 0) {
                throw new UserError(name + ": answers " + list.size() + (list.size() == 1 ? " tensor" : " tensors")
                        + ", the first of " + array.getDataType().asNumpy() + " with shape " + array.getShape()
                        + ", for " + rows + (rows == 1 ? " row" : " rows")
                        + "; one float tensor [rows, numbers] is expected. Export the model with such a forward().");
            }
            double[] numbers = Tensors.doubles(array);
            return new BatchAnswers(rows, null, null, numbers, numbers.length / rows);
        }
    }
}
