package io.jenkins.plugins.mlpipeline.engine.training.network;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sizes of layers, a {@link List} of {@link Integer}: {@code 100} or {@code (100, 50)}. */
record Layers(int most, int widest) implements Form {
    @Override
    public Optional<Object> parse(String text) {
        List<Integer> sizes = new ArrayList<>();
        for (String size : bare(text).split(",", -1)) {
            String digits = size.strip();
            if (!digits.matches("[0-9]{1,9}")) {
                return Optional.empty();
            }
            sizes.add(Integer.valueOf(digits));
        }
        boolean fits = sizes.size() <= most && sizes.stream().allMatch(s -> s >= 1 && s <= widest);
        return fits ? Optional.of(List.copyOf(sizes)) : Optional.empty();
    }

    /** Without brackets, and without the comma that Python writes after a single one in them. */
    private static String bare(String text) {
        int begin = text.startsWith("(") || text.startsWith("[") ? 1 : 0;
        boolean closed = text.length() > begin && (text.endsWith(")") || text.endsWith("]"));
        String inner = text.substring(begin, closed ? text.length() - 1 : text.length())
                .strip();
        return closed && inner.endsWith(",") ? inner.substring(0, inner.length() - 1) : inner;
    }

    @Override
    public String describe() {
        return "layer sizes such as 100 or (100, 50), at most " + most + " layers of at most " + widest;
    }
}
