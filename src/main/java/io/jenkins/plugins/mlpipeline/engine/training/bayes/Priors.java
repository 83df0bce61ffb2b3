package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shares that add up to 1, a {@link List} of {@link Double}: {@code 0.2,0.8} or {@code [0.2, 0.8]}. */
record Priors() implements Form {
    /** What numpy's {@code isclose} allows a sum beside 1. */
    private static final double NEAR = 1e-5 + 1e-8;

    private static final String NUMBER = "[0-9]{0,20}\\.?[0-9]{0,20}(e-?[0-9]{1,3})?";

    @Override
    public Optional<Object> parse(String text) {
        String inner = unwrapped(text);
        String[] parts = inner.split(",", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        double[] shares = new double[parts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = share(parts[i].strip());
        }
        // Also empty for NaN.
        boolean whole = Math.abs(Arrays.stream(shares).sum() - 1) <= NEAR;
        return whole ? Optional.of(Arrays.stream(shares).boxed().toList()) : Optional.empty();
    }

    private static String unwrapped(String text) {
        boolean round = text.startsWith("(") && text.endsWith(")");
        boolean square = text.startsWith("[") && text.endsWith("]");
        return round || square ? text.substring(1, text.length() - 1) : text;
    }

    private static double share(String text) {
        try {
            return text.matches(NUMBER) ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public String describe() {
        return "a share for each label in label order that add up to 1, such as 0.2,0.8";
    }
}
