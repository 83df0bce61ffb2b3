package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.ArrayList;
import java.util.List;

/** What an ONNX file says in words: its metadata, and descriptions of the model, the graph, inputs and operators. */
public final class OnnxTexts {
    /** PyTorch describes every operator by its place in the sources; no more is kept of all texts together. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private static final int MOST_TEXTS = 10_000;

    /**
     * A text.
     *
     * @param where what has it, for messages
     * @param of the input that it is about; null for the model as a whole
     * @param isMeant whether it can be nothing but names of columns
     */
    private record Text(String where, String of, String text, boolean isMeant) {}

    private final List<Text> texts = new ArrayList<>();
    private long characters;

    OnnxTexts() {}

    void property(ProtobufReader wire) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.textUpTo(FeatureNames.LONGEST);
                default -> {}
            }
        }
        if (FeatureNames.isKey(key)) {
            add("its metadata (" + key + ")", null, value, true);
        }
    }

    void ofModel(ProtobufReader wire) {
        add("the model's description", null, wire.textUpTo(FeatureNames.LONGEST), false);
    }

    void ofGraph(ProtobufReader wire) {
        add("the graph's description", null, wire.textUpTo(FeatureNames.LONGEST), false);
    }

    void ofValue(String name, String text) {
        add("the description of its input \"" + name + "\"", name, text, false);
    }

    void ofNode(List<String> inputs, ProtobufReader wire) {
        if (!inputs.isEmpty()) {
            add("an operator's description", inputs.get(0), wire.textUpTo(FeatureNames.LONGEST), false);
        }
    }

    private void add(String where, String of, String text, boolean isMeant) {
        characters += text.length();
        if (!text.isEmpty() && characters <= MOST_CHARACTERS && texts.size() < MOST_TEXTS) {
            texts.add(new Text(where, of, text, isMeant));
        }
    }

    /**
     * Names of the columns of an input, those first that can be nothing else.
     *
     * @param input its name
     */
    List<FeatureNames> featureNames(String input) {
        List<FeatureNames> named = new ArrayList<>();
        for (boolean meant : new boolean[] {true, false}) {
            for (Text text : texts) {
                if (text.isMeant == meant && (text.of == null || text.of.equals(input))) {
                    List<String> names = FeatureNames.in(text.text);
                    if (!names.isEmpty()) {
                        named.add(new FeatureNames(text.where, names, meant));
                    }
                }
            }
        }
        return named;
    }
}
