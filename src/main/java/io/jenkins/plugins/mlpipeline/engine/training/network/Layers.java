package io.jenkins.plugins.mlpipeline.engine.training.network;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import java.util.List;
import java.util.Optional;

/** Sizes of layers, a {@link List} of {@link Integer}: {@code 100} or {@code (100, 50)}. */
record Layers(int most, int widest) implements Form {
    @Override
    public Optional<Object> parse(String text) {
        String inner = text.replaceAll("^[(\\[]\\s*|\\s*+(,\\s*+)?[)\\]]$", "");
        if (!inner.matches("[0-9]{1,9}(\\s*,\\s*[0-9]{1,9})*")) {
            return Optional.empty();
        }
        List<Integer> sizes =
                List.of(inner.split("\\s*,\\s*")).stream().map(Integer::valueOf).toList();
        boolean fits = sizes.size() <= most && sizes.stream().allMatch(s -> s >= 1 && s <= widest);
        return fits ? Optional.of(sizes) : Optional.empty();
    }

    @Override
    public String describe() {
        return "layer sizes such as 100 or (100, 50), at most " + most + " layers of at most " + widest;
    }
}
