package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes lists of names into messages without flooding them. */
public final class NamesList {
    private static final int MOST = 12;

    private NamesList() {}

    /** The names, comma-separated; the first twelve of many, with their number. */
    public static String of(Collection<String> names) {
        String listed = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() > MOST ? listed + ", ... (" + names.size() + " in all)" : listed;
    }
}
