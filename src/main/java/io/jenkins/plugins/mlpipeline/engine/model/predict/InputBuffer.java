package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The values of one input for a batch of rows, in memory that ONNX Runtime reads in place and that is filled again. */
abstract sealed class InputBuffer {
    /** The greatest number of 16 bits (float16). */
    private static final float GREATEST_HALF = 65504;

    final InputPlan plan;
    final int width;
    final int[] columns;

    private InputBuffer(InputPlan plan) {
        this.columns = plan.columns().stream().mapToInt(i -> i).toArray();
        this.plan = plan;
        this.width = plan.columns().size();
    }

    /**
     * A buffer for an input.
     *
     * @param texts reads the texts of a STRING input
     */
    static InputBuffer of(InputPlan plan, int capacity, CellTexts texts) {
        int cells = Math.multiplyExact(capacity, plan.columns().size());
        return switch (plan.input().kind()) {
            case FLOAT, BFLOAT16 -> new Floats(plan, cells, Float.MAX_VALUE, Float.SIZE);
            case FLOAT16 -> new Floats(plan, cells, GREATEST_HALF, Short.SIZE);
            case DOUBLE -> new Doubles(plan, cells);
            case INT64 -> new Longs(plan, cells);
            case INT32 -> new Ints(plan, cells);
            case BOOL -> new Bools(plan, cells);
            case STRING -> new Texts(plan, cells, texts);
            case OTHER -> throw new IllegalArgumentException("not a table's input: " + plan.input());
        };
    }

    /** Takes the cells of the cursor's row as row {@code row} of the batch. */
    void put(RowCursor cursor, int row) {
        int cell = row * width;
        for (int column : columns) {
            set(cell++, cursor, column);
        }
    }

    abstract void set(int cell, RowCursor cursor, int column);

    /** Takes cells of another buffer for the same input, from a cell on. */
    abstract void copy(InputBuffer from, int fromCell, int toCell, int count);

    /** Takes one column of a row from a row of another buffer for the same input, wherever this input takes it. */
    void copyColumn(InputBuffer from, int fromRow, int toRow, int column) {
        for (int i = 0; i < width; i++) {
            if (columns[i] == column) {
                copy(from, fromRow * width + i, toRow * width + i, 1);
            }
        }
    }

    /** Whether a cell has no value. */
    boolean isMissing(int cell) {
        return false;
    }

    /** Positions of a row's columns that have no value. */
    List<Integer> missing(int row) {
        return IntStream.range(0, width)
                .filter(i -> isMissing(row * width + i))
                .mapToObj(i -> columns[i])
                .toList();
    }

    private static ByteBuffer direct(int cells, int bytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(cells, bytes)).order(ByteOrder.nativeOrder());
    }

    /** A cell's integer, which must be there and be one. */
    private static long integer(RowCursor cursor, int column) {
        double value = cursor.number(column);
        if (Double.isNaN(value)) {
            throw cursor.problem(
                    column,
                    "the cell is empty, and the model takes integers, which can't be missing."
                            + " Fill it, or export the model with float inputs.");
        }
        if (Double.compare(value, Math.rint(value)) != 0 || Math.abs(value) > 1L << 53) {
            throw cursor.problem(
                    column,
                    "\"" + cursor.text(column)
                            + "\" is not an integer that the model takes. Correct it, or export the model with float inputs.");
        }
        return (long) value;
    }

    /** Values of a tensor that is not of texts. */
    abstract static sealed class Numbers extends InputBuffer {
        private Numbers(InputPlan plan) {
            super(plan);
        }

        /** A view of the first {@code rows} rows. */
        final Buffer view(int rows) {
            return view().limit(rows * width);
        }

        abstract Buffer view();
    }

    /** Values of a tensor of floats. */
    static final class Floats extends Numbers {
        private final FloatBuffer values;
        /** The cells of a row. */
        private final float[] line;

        private final float greatest;
        private final int bits;

        Floats(InputPlan plan, int cells, float greatest, int bits) {
            super(plan);
            this.greatest = greatest;
            this.bits = bits;
            this.values = direct(cells, Float.BYTES).asFloatBuffer();
            this.line = new float[width];
        }

        @Override
        void put(RowCursor cursor, int row) {
            double[] seen = cursor.seenNumbers();
            if (seen.length == 0) {
                super.put(cursor, row);
                return;
            }
            float[] target = line;
            int[] positions = columns;
            for (int i = 0; i < positions.length; i++) {
                double value = seen[positions[i]];
                target[i] = Math.abs(value) <= greatest ? (float) value : value(cursor, positions[i]);
            }
            values.put(row * width, target);
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            values.put(cell, value(cursor, column));
        }

        private float value(RowCursor cursor, int column) {
            double value = cursor.number(column);
            if (Math.abs(value) > greatest) {
                throw cursor.problem(
                        column,
                        "\"" + cursor.text(column) + "\" is beyond the " + bits
                                + "-bit numbers that the model takes. Correct it, or scale the column.");
            }
            return (float) value;
        }

        @Override
        boolean isMissing(int cell) {
            return Float.isNaN(values.get(cell));
        }

        /** Takes the first cells as they are. */
        void put(float[] given) {
            values.put(0, given);
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            values.put(toCell, ((Floats) from).values, fromCell, count);
        }

        @Override
        Buffer view() {
            return values.duplicate();
        }
    }

    private static final class Doubles extends Numbers {
        private final DoubleBuffer values;

        Doubles(InputPlan plan, int cells) {
            super(plan);
            this.values = direct(cells, Double.BYTES).asDoubleBuffer();
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            values.put(cell, cursor.number(column));
        }

        @Override
        boolean isMissing(int cell) {
            return Double.isNaN(values.get(cell));
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            values.put(toCell, ((Doubles) from).values, fromCell, count);
        }

        @Override
        Buffer view() {
            return values.duplicate();
        }
    }

    private static final class Longs extends Numbers {
        private final LongBuffer values;

        Longs(InputPlan plan, int cells) {
            super(plan);
            this.values = direct(cells, Long.BYTES).asLongBuffer();
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            values.put(cell, integer(cursor, column));
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            values.put(toCell, ((Longs) from).values, fromCell, count);
        }

        @Override
        Buffer view() {
            return values.duplicate();
        }
    }

    private static final class Ints extends Numbers {
        private final IntBuffer values;

        Ints(InputPlan plan, int cells) {
            super(plan);
            this.values = direct(cells, Integer.BYTES).asIntBuffer();
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            long value = integer(cursor, column);
            if (value != (int) value) {
                throw cursor.problem(
                        column,
                        "\"" + cursor.text(column)
                                + "\" is too large for the 32-bit integers that the model takes. Correct it, or export the model"
                                + " with float inputs.");
            }
            values.put(cell, (int) value);
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            values.put(toCell, ((Ints) from).values, fromCell, count);
        }

        @Override
        Buffer view() {
            return values.duplicate();
        }
    }

    private static final class Bools extends Numbers {
        private final ByteBuffer values;

        Bools(InputPlan plan, int cells) {
            super(plan);
            this.values = direct(cells, 1);
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            String text = cursor.text(column).strip();
            boolean yes = text.equalsIgnoreCase("true") || text.equals("1");
            if (!yes && !text.equalsIgnoreCase("false") && !text.equals("0")) {
                throw cursor.problem(
                        column,
                        "\"" + text
                                + "\" is not a truth value, which the model takes. Write true or false, or 1 or 0.");
            }
            values.put(cell, (byte) (yes ? 1 : 0));
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            values.put(toCell, ((Bools) from).values, fromCell, count);
        }

        @Override
        Buffer view() {
            return values.duplicate();
        }
    }

    /** Values of a tensor of texts. */
    static final class Texts extends InputBuffer {
        private final String[] values;
        private final CellTexts texts;

        Texts(InputPlan plan, int cells, CellTexts texts) {
            super(plan);
            this.values = new String[cells];
            this.texts = texts;
            Arrays.fill(values, "");
        }

        /** The texts of the first {@code rows} rows. */
        String[] texts(int rows) {
            return rows * width == values.length ? values : Arrays.copyOf(values, rows * width);
        }

        @Override
        void copy(InputBuffer from, int fromCell, int toCell, int count) {
            System.arraycopy(((Texts) from).values, fromCell, values, toCell, count);
        }

        @Override
        void set(int cell, RowCursor cursor, int column) {
            values[cell] = texts.text(cursor, column);
        }
    }
}
