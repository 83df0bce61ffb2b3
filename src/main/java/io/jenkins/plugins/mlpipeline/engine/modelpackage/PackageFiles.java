package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import java.util.List;

/** Names of the files of a package, and of those that a training leaves beside it. */
public final class PackageFiles {
    /** The model. */
    public static final String ONNX = "model.onnx";

    /** The manifest; a folder without it is no package. */
    public static final String MANIFEST = "model.json";

    /** The files that are served: what the package's digest is about. */
    public static final List<String> PACKAGE = List.of(ONNX, MANIFEST);

    /** The rows kept back. */
    public static final String HOLDOUT = "holdout.csv";

    /** The set of the rows learnt from; not a part of the package, so that it is not served. */
    public static final String ROW_SET = "training-rows.bin";

    /** The training record. */
    public static final String RECORD = "training.json";

    private static final int LONGEST_NAME = 255;

    private PackageFiles() {}

    /** Whether a stranger's text is the name of a file in a folder that is known, and leads nowhere else. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
    }
}
