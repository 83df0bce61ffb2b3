package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ElementKind;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ExternalData;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.FloatBorder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OutputRoles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs an ONNX model through DJL on ONNX Runtime.
 *
 * <p>Each batch is computed by one thread. ONNX Runtime could share one batch among threads, but splits sums differently
 * then, so that answers would depend on the number of threads, and takes up to 60 % more processor time (a forest of 100
 * trees, 1.23.2).
 */
final class OnnxPredictor {
    private final String name;
    private final OutputRoles roles;
    private final Map<String, String> inputNames;

    private OnnxPredictor(String name, FloatBorder model) {
        this.name = name;
        this.roles = model.roles();
        this.inputNames = model.fed();
    }

    /**
     * Loads a model.
     *
     * @param name the model's file, for messages
     * @param onnx the file's content, without ZipMap
     * @param data values that lie in other files
     * @param threads most threads that predict at once
     * @throws UserError when ONNX Runtime can't load it
     */
    static RowsPredictor open(String name, FloatBorder onnx, ExternalData data, int threads) throws IOException {
        try {
            return load(name, onnx, data, threads);
        } catch (UserError e) {
            if (TextLocale.isMissing(e) && TextLocale.provide()) {
                return load(name, onnx, data, threads);
            }
            throw e;
        }
    }

    private static RowsPredictor load(String name, FloatBorder onnx, ExternalData data, int threads)
            throws IOException {
        OnnxRuntime.start();
        Constants constants = Constants.of(data);
        OrtSession.SessionOptions options = options(constants);
        Model model = Model.newInstance(name, OnnxRuntime.ENGINE);
        try {
            model.load(new ByteArrayInputStream(onnx.bytes()), Map.of("sessionOptions", options));
            // DJL makes an empty temporary folder and leaves it until the process ends.
            Files.deleteIfExists(model.getModelPath());
            OnnxPredictor opened = new OnnxPredictor(name, onnx);
            return new RowsPredictor(
                    name,
                    model,
                    () -> close(options, constants),
                    () -> opened.new RowsTranslator(),
                    OnnxPredictor::reason,
                    threads);
        } catch (MalformedModelException e) {
            model.close();
            close(options, constants);
            throw new UserError(
                    name + ": ONNX Runtime " + OnnxRuntime.version() + " can't load the model: " + reason(e), e);
        } catch (IOException | RuntimeException e) {
            model.close();
            close(options, constants);
            throw e;
        }
    }

    private static void close(OrtSession.SessionOptions options, Constants constants) {
        options.close();
        constants.close();
    }

    private static OrtSession.SessionOptions options(Constants constants) {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            // What goes wrong arrives as an exception; the log would say it twice.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            constants.into(options);
            return options;
        } catch (OrtException e) {
            options.close();
            throw new IllegalStateException("ONNX Runtime refuses an option", e);
        }
    }

    /** The innermost message as a sentence on one line, without places in ONNX Runtime's own sources. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = OnnxMessages.withoutPlaces(String.valueOf(cause.getMessage()));
        return OnnxMessages.withWayOut(message.endsWith(".") ? message : message + ".");
    }

    private final class RowsTranslator implements NoBatchifyTranslator<InputBatch, BatchAnswers> {
        private int rows;
        private int fed;

        @Override
        public NDList processInput(TranslatorContext context, InputBatch batch) {
            rows = batch.rows();
            fed = batch.fedRows();
            NDManager manager = context.getNDManager();
            NDList list = new NDList();
            for (InputBuffer buffer : batch.buffers()) {
                NDArray array = array(manager, buffer, fed);
                String input = buffer.plan.input().name();
                array.setName(inputNames.getOrDefault(input, input));
                list.add(array);
            }
            return list;
        }

        @Override
        public BatchAnswers processOutput(TranslatorContext context, NDList list) throws OrtException {
            long[] integers = null;
            String[] texts = null;
            double[] numbers = null;
            for (NDArray array : list) {
                if (roles.labels() != null && roles.labels().name().equals(array.getName())) {
                    requireRows(array, true);
                    if (array.getDataType() == DataType.STRING) {
                        texts = texts((OrtNDArray) array);
                    } else {
                        integers = array.getDataType() == DataType.INT64
                                ? array.toLongArray()
                                : Arrays.stream(array.toIntArray())
                                        .asLongStream()
                                        .toArray();
                    }
                } else if (roles.numbers() != null && roles.numbers().name().equals(array.getName())) {
                    requireRows(array, false);
                    numbers = Tensors.doubles(array);
                }
            }
            return new BatchAnswers(rows, integers, texts, numbers, numbers == null ? 0 : numbers.length / fed);
        }

        private NDArray array(NDManager manager, InputBuffer buffer, int count) {
            Shape shape = new Shape(buffer.plan.shape(count));
            if (buffer instanceof InputBuffer.Texts texts) {
                return manager.create(texts.texts(count), shape);
            }
            Buffer view = ((InputBuffer.Numbers) buffer).view(count);
            return manager.create(view, shape, type(buffer.plan.input().kind()));
        }

        private void requireRows(NDArray array, boolean one) {
            long size = array.size();
            if (one && size > fed && size % fed == 0) {
                throw new UserError(name + ": answers " + size / fed + " labels a row in \"" + array.getName()
                        + "\" (several outputs, or several labels at once), which is not supported yet. Export a model for"
                        + " each label; or write its answers into a predictions file, and validate one label after the"
                        + " other.");
            }
            if (one ? size != fed : size == 0 || size % fed != 0) {
                throw new UserError(name + ": answers " + size + " values in \"" + array.getName() + "\" for " + fed
                        + (fed == 1 ? " row" : " rows") + ". Export the model with an open first dimension"
                        + " (dynamic_axes) at inputs and outputs.");
            }
        }
    }

    private static DataType type(ElementKind kind) {
        return switch (kind) {
            case FLOAT, FLOAT16, BFLOAT16 -> DataType.FLOAT32;
            case DOUBLE -> DataType.FLOAT64;
            case INT64 -> DataType.INT64;
            case INT32 -> DataType.INT32;
            case BOOL -> DataType.BOOLEAN;
            case STRING, OTHER -> throw new IllegalArgumentException("not numbers: " + kind);
        };
    }

    /** DJL's own conversion is wrong for more than one dimension. */
    private static String[] texts(OrtNDArray array) throws OrtException {
        List<String> texts = new ArrayList<>();
        flatten(array.getTensor().getValue(), texts);
        return texts.toArray(new String[0]);
    }

    private static void flatten(Object value, List<String> into) {
        if (value instanceof Object[] parts) {
            for (Object part : parts) {
                flatten(part, into);
            }
        } else {
            into.add((String) value);
        }
    }
}
