package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of labels, each of which may say what a model calls it: {@code 0=no, 1=yes} for a model that was trained on numbers and
 * rows that say no and yes.
 *
 * @param labels the labels as the rows have them, in canonical form
 * @param byModel the labels by what the model calls them; empty when the list says nothing of it
 */
public record LabelNames(List<String> labels, Map<String, String> byModel) {
    /** What stands before the equals sign of a label that is a comparison, as {@code >=50K}. */
    private static final String COMPARED = "<>!";

    public LabelNames {
        labels = List.copyOf(labels);
        byModel = new LinkedHashMap<>(byModel);
    }

    /**
     * What a list says. Unless every entry has an equals sign with something on both sides that is no comparison's ({@code >=50K}), they are labels as they stand.
     *
     * @param written null for no list
     * @return null for no list
     * @throws UserError when a model's label is named twice
     */
    public static LabelNames of(List<String> written) {
        if (written == null || written.isEmpty()) {
            return null;
        }
        boolean named = written.stream().allMatch(label -> {
            int sign = label.indexOf('=');
            return sign > 0 && sign < label.length() - 1 && COMPARED.indexOf(label.charAt(sign - 1)) < 0;
        });
        if (!named) {
            return new LabelNames(written.stream().map(Labels::canonical).toList(), Map.of());
        }
        List<String> labels = new ArrayList<>();
        Map<String, String> byModel = new LinkedHashMap<>();
        for (String label : written) {
            int sign = label.indexOf('=');
            String key = Labels.canonical(label.substring(0, sign).strip());
            labels.add(Labels.canonical(label.substring(sign + 1).strip()));
            if (byModel.put(key, labels.get(labels.size() - 1)) != null) {
                throw new UserError("the labels " + String.join(", ", written) + " name the model's label \"" + key
                        + "\" twice. Name each once.");
            }
        }
        return new LabelNames(labels, byModel);
    }

    /** The labels of a list as the rows have them; null for no list. */
    public static List<String> shown(List<String> written) {
        LabelNames names = of(written);
        return names == null ? null : names.labels;
    }

    /** The labels of a list by what the model calls them; empty when it says nothing of it. */
    public static Map<String, String> byModel(List<String> written) {
        LabelNames names = of(written);
        return names == null ? Map.of() : names.byModel;
    }
}
