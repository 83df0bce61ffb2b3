package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of all hyperparameters of one training: those given, and the standard for the others. */
public final class Hyperparameters {
    private final Map<String, Object> values;

    private Hyperparameters(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks what was given against what a learner knows.
     *
     * @param learner its name, for messages
     * @param known what it has, in the order in which it is shown
     * @param unsupported what scikit-learn has and it does not, each with the reason
     * @param given by name: texts, numbers, booleans, lists or null ({@code none})
     * @param regression whether a number is predicted
     * @throws UserError for a name that is unknown or not supported, or a value out of range
     */
    public static Hyperparameters of(
            String learner,
            List<Hyperparameter> known,
            Map<String, String> unsupported,
            Map<String, ?> given,
            boolean regression) {
        List<String> names = known.stream().map(Hyperparameter::name).toList();
        for (String name : given.keySet()) {
            if (unsupported.containsKey(name)) {
                throw new UserError("hyperparameter " + name + " of scikit-learn is not supported for " + learner + ": "
                        + unsupported.get(name) + ".");
            }
            if (!names.contains(name)) {
                throw new UserError("hyperparameter \"" + name + "\" is unknown for " + learner + ". "
                        + HyperparameterSynonyms.meant(name, names).orElseGet(() -> NearNames.hint(name, names)));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Hyperparameter parameter : known) {
            values.put(
                    parameter.name(),
                    given.containsKey(parameter.name())
                            ? parameter.parse(given.get(parameter.name()))
                            : parameter.standard(regression));
        }
        if (regression && "balanced".equals(values.get("class_weight"))) {
            throw new UserError("hyperparameter class_weight is for classes; a regression has none. Take it out.");
        }
        return new Hyperparameters(values);
    }

    /** All values by name, in the order in which they are shown: {@link Integer}, {@link Double}, {@link Boolean}, text or list. */
    public Map<String, Object> values() {
        return new LinkedHashMap<>(values);
    }

    /** Whether the value is {@code none}. */
    public boolean isNone(String name) {
        return is(name, "none");
    }

    public boolean is(String name, Object value) {
        return value.equals(values.get(name));
    }

    public int whole(String name) {
        return (Integer) values.get(name);
    }

    /** An integer, or what stands for {@code none}. */
    public int wholeOr(String name, int none) {
        return isNone(name) ? none : whole(name);
    }

    public double real(String name) {
        return ((Number) values.get(name)).doubleValue();
    }

    public boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    public Object get(String name) {
        return values.get(name);
    }

    /** The seed of the learner: {@code random_state} when given, else the training's. */
    public long seed(long standard) {
        return isNone("random_state") ? standard : (Integer) values.get("random_state");
    }
}
