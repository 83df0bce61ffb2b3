package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ElementKind;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.NamesList;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxValue;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles which columns of a file feed which inputs of a model: a single tensor takes the columns that it is said to, in that
 * order, named inputs take the column of their name.
 *
 * @param plans one per input, in the model's order
 * @param unused feature columns that no input takes, in file order
 */
public record InputBinding(List<InputPlan> plans, List<String> unused) {

    /**
     * Binds inputs to columns.
     *
     * @param model the model's file, for messages
     * @param inputs the model's inputs
     * @param data the data's file, for messages
     * @param header all columns of the file
     * @param features those that may be fed, in file order
     * @param order those that a single tensor is fed, in its order
     * @param schemas what the model knows of its columns, by name; may be empty
     * @throws UserError when a column is missing, or there are more or fewer than the model takes
     */
    public static InputBinding of(
            String model,
            List<OnnxValue> inputs,
            String data,
            List<String> header,
            List<String> features,
            List<String> order,
            Map<String, Column> schemas) {
        inputs.forEach(input -> requireTable(model, input));
        OnnxValue first = inputs.get(0);
        boolean named = inputs.size() > 1 || (isOneColumn(first) && header.contains(first.name()));
        List<InputPlan> plans = new ArrayList<>();
        if (!named) {
            requireWidth(model, first, data, order);
            plans.add(new InputPlan(first, order.stream().map(header::indexOf).toList(), null));
            Set<String> fed = new HashSet<>(order);
            return new InputBinding(
                    List.copyOf(plans),
                    features.stream().filter(f -> !fed.contains(f)).toList());
        }
        Set<String> used = new HashSet<>();
        List<String> byName = new ArrayList<>();
        for (OnnxValue input : inputs) {
            byName.add(input.dimension(1) > 1 ? null : column(model, input.name(), data, header, features));
        }
        Set<String> taken = new HashSet<>(byName);
        List<String> rest = order.stream().filter(name -> !taken.contains(name)).toList();
        requireRest(model, inputs, data, rest);
        int next = 0;
        for (int i = 0; i < inputs.size(); i++) {
            OnnxValue input = inputs.get(i);
            List<String> columns;
            if (byName.get(i) != null) {
                columns = List.of(byName.get(i));
            } else {
                columns = rest.subList(next, next + (int) input.dimension(1));
                next += columns.size();
            }
            used.addAll(columns);
            Column schema = columns.size() == 1 ? schemas.get(input.name()) : null;
            plans.add(new InputPlan(input, columns.stream().map(header::indexOf).toList(), schema));
        }
        return new InputBinding(
                List.copyOf(plans),
                features.stream().filter(f -> !used.contains(f)).toList());
    }

    /** Inputs of several columns share those that no input takes by its name: the first ones go into the first input. */
    private static void requireRest(String model, List<OnnxValue> inputs, String data, List<String> rest) {
        List<OnnxValue> wide =
                inputs.stream().filter(input -> input.dimension(1) > 1).toList();
        long wanted = wide.stream().mapToLong(input -> input.dimension(1)).sum();
        if (!wide.isEmpty() && wanted != rest.size()) {
            throw new UserError(model + ": takes "
                    + String.join(
                            ", ",
                            wide.stream()
                                    .map(i -> count(i.dimension(1)) + " in \"" + i.name() + "\"")
                                    .toList())
                    + "; beside the columns that it takes by name, " + data + " has " + count(rest.size()) + " ("
                    + NamesList.of(rest)
                    + "). Name the columns with features in the order of training, those of the first"
                    + " input first, or leave the others out with ignore.");
        }
    }

    /** The number of rows that must be fed at once, or -1 when any number will do. */
    public static long fixedRows(String model, List<OnnxValue> inputs) {
        long fixed = -1;
        for (OnnxValue input : inputs) {
            long rows = input.dimension(0);
            if (rows > 0 && fixed > 0 && rows != fixed) {
                throw new UserError(model + ": the inputs are fixed to " + fixed + " and " + rows
                        + " rows. Export the model with an open first dimension (dynamic_axes).");
            }
            fixed = Math.max(fixed, rows);
        }
        return fixed;
    }

    private static boolean isOneColumn(OnnxValue input) {
        return input.rank() == 1 || input.dimension(1) == 1;
    }

    private static void requireTable(String model, OnnxValue input) {
        if (input.form() != OnnxValue.Form.TENSOR || input.kind() == ElementKind.OTHER) {
            throw new UserError(model + ": the input \"" + input.name() + "\" is a " + input.type()
                    + "; rows of a table can be fed as float, double, float16, bfloat16, int64, int32, bool or string tensors. Export the"
                    + " model with one of these.");
        }
        if (input.rank() > 2 || input.rank() == 0) {
            throw new UserError(model + ": the input \"" + input.name() + "\" has " + input.rank()
                    + " dimensions; a model of rows takes two, [rows, columns].");
        }
        if (input.rank() == 2 && input.dimension(0) > 1 && input.dimension(1) < 0) {
            throw new UserError(model + ": the input \"" + input.name() + "\" has " + input.dimension(0)
                    + " values in its first dimension and any number in its second, as if columns stood where rows are expected."
                    + " A model of rows takes [rows, columns]: transpose inside the model, and export it with an open first"
                    + " dimension.");
        }
    }

    private static void requireWidth(String model, OnnxValue input, String data, List<String> features) {
        long width = input.rank() == 1 ? 1 : input.dimension(1);
        if (features.isEmpty()) {
            throw new UserError(data + ": there is no column left to predict from.");
        }
        if (width > 0 && width != features.size()) {
            throw new UserError(model + ": takes " + count(width) + " in one tensor, " + data + " has "
                    + count(features.size()) + " to feed (" + NamesList.of(features)
                    + "). Name those that the model was trained"
                    + " on with features, in the order of training, or leave the others out with ignore.");
        }
    }

    private static String column(String model, String name, String data, List<String> header, List<String> features) {
        if (features.contains(name)) {
            return name;
        }
        if (header.contains(name)) {
            throw new UserError(model + ": takes the column \"" + name
                    + "\" as an input, but it is the label, the row id, or ignored. Leave it out of one of the two.");
        }
        List<String> folded =
                features.stream().filter(f -> fold(f).equals(fold(name))).toList();
        if (folded.size() == 1) {
            return folded.get(0);
        }
        throw new UserError(model + ": needs the column \"" + name + "\", which " + data + " doesn't have. "
                + NearNames.hint(name, features));
    }

    /** Converters want names without blanks and signs, so people replace these by underscores. */
    private static String fold(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "_");
    }

    private static String count(long columns) {
        return columns + (columns == 1 ? " column" : " columns");
    }
}
