package io.jenkins.plugins.mlpipeline.engine.training.linear;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A design matrix of which every number is held, in chunks of rows: numbers as the float64 that the data has and the others,
 * which are 0 or 1, as float32. Chunks are shifted and scaled one after the other, and what is computed from them is added up
 * in their order.
 */
final class DenseDesign implements Design {
    private static final int CHUNK_NUMBERS = 1 << 19;
    private static final int LEAST_ROWS = 64;

    private final NDManager manager = NDManager.newBaseManager(Torch.ENGINE);
    private final List<Chunk> chunks = new ArrayList<>();
    private final int rows;
    private final int features;
    private final int width;
    private final int chunkRows;
    private final double[] shifts;
    private final double[] scales;

    /**
     * Some rows.
     *
     * @param numbers float64 [rows, numbers]
     * @param others float32 [rows, width - numbers]
     */
    private record Chunk(NDArray numbers, NDArray others) {}

    /**
     * Rows for the time of a call; all that is computed from them is closed after it.
     *
     * @param x float64 [rows, width]
     */
    private record Rows(NDArray x) implements Block {
        @Override
        public double[] times(double[] parameters, int outputs) {
            return x.matMul(x.getManager().create(parameters, new Shape(x.size(1), outputs)))
                    .toDoubleArray();
        }

        @Override
        public void addTransposed(double[] values, int outputs, double[] sum) {
            NDArray right = x.getManager().create(values, new Shape(values.length / outputs, outputs));
            add(sum, x.transpose().matMul(right));
        }
    }

    private DenseDesign(int rows, int features, boolean intercept) {
        this.rows = rows;
        this.features = features;
        this.width = intercept ? features + 1 : features;
        this.chunkRows = Math.max(LEAST_ROWS, CHUNK_NUMBERS / width);
        this.shifts = new double[width];
        this.scales = new double[width];
        Arrays.fill(scales, 1);
    }

    /** @param intercept whether there is a column of ones */
    static DenseDesign of(Preprocessing preprocessing, Table rows, boolean intercept, int threads) {
        Torch.limit(threads);
        DenseDesign design = new DenseDesign(rows.rows(), preprocessing.width(), intercept);
        Table expanded = preprocessing.withNumbers(rows);
        List<double[]> numbers = preprocessing.numbers().names().stream()
                .map(name -> expanded.numbers(expanded.position(name)))
                .toList();
        RowEncoder encoder = preprocessing.over(rows);
        double[] means = new double[design.width];
        for (int from = 0; from < design.rows; from += design.chunkRows) {
            int to = Math.min(from + design.chunkRows, design.rows);
            design.add(encoder.encode(from, to), numbers, from, to, means);
        }
        for (int j = 0; j < means.length; j++) {
            means[j] /= design.rows;
        }
        System.arraycopy(means, 0, design.shifts, 0, intercept ? design.features : numbers.size());
        design.scale(numbers.size());
        return design;
    }

    /** @param encoded the rows' features, numbers without gaps first */
    private void add(float[] encoded, List<double[]> numbers, int from, int to, double[] sums) {
        int count = to - from;
        int first = numbers.size();
        int rest = width - first;
        double[] exact = new double[count * first];
        float[] others = new float[count * rest];
        Arrays.fill(others, 1);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < first; j++) {
                double value = numbers.get(j)[from + i];
                exact[i * first + j] = Double.isNaN(value) ? encoded[i * features + j] : value;
                sums[j] += exact[i * first + j];
            }
            System.arraycopy(encoded, i * features + first, others, i * rest, features - first);
            for (int j = first; j < features; j++) {
                sums[j] += encoded[i * features + j];
            }
        }
        chunks.add(new Chunk(
                manager.create(exact, new Shape(count, first)), manager.create(others, new Shape(count, rest))));
    }

    /** Scales the first columns. */
    private void scale(int columns) {
        double[] squares = new double[width];
        chunks((x, from, to) -> add(squares, x.square().sum(new int[] {0})));
        for (int j = 0; j < columns; j++) {
            scales[j] = Design.scale(squares[j], rows, shifts[j]);
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public void each(Pass pass) {
        chunks((x, from, to) -> pass.chunk(new Rows(x), from, to));
    }

    /** What is done with the numbers of some rows: float64 [to - from, width], closed after the call. */
    @FunctionalInterface
    private interface NumbersPass {
        void chunk(NDArray x, int from, int to);
    }

    private void chunks(NumbersPass pass) {
        for (int c = 0; c < chunks.size(); c++) {
            int from = c * chunkRows;
            try (NDManager scope = manager.newSubManager()) {
                NDArray others = chunks.get(c).others().toType(DataType.FLOAT64, true);
                others.attach(scope);
                NDArray x = chunks.get(c).numbers().concat(others, 1);
                x.attach(scope);
                Shape row = new Shape(1, width);
                pass.chunk(
                        x.subi(scope.create(shifts, row)).muli(scope.create(scales, row)),
                        from,
                        Math.min(from + chunkRows, rows));
            }
        }
    }

    /** The matrix {@code X' W X} with the penalty on the diagonal. */
    @Override
    public Solver system(double[] weights, double penalty) {
        double[] gram = gram(weights);
        for (int j = 0; j < features; j++) {
            gram[j * width + j] += penalty;
        }
        return SymmetricSystem.of(gram, width)::solve;
    }

    /**
     * The sum over all rows of {@code w x x'}.
     *
     * @param weights of the rows; null when all are 1
     * @return row-major [width, width]
     */
    double[] gram(double[] weights) {
        double[] sum = new double[width * width];
        chunks((x, from, to) -> {
            NDArray weighted = weights == null
                    ? x
                    : x.mul(x.getManager()
                            .create(Arrays.copyOfRange(weights, from, to), new Shape((long) to - from, 1)));
            add(sum, x.transpose().matMul(weighted));
        });
        return sum;
    }

    private static void add(double[] sum, NDArray part) {
        double[] values = part.toDoubleArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    @Override
    public double[] shifts() {
        return shifts;
    }

    @Override
    public double[] scales() {
        return scales;
    }

    @Override
    public void close() {
        manager.close();
    }
}
