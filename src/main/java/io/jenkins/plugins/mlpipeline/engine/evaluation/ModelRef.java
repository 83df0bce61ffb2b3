package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;

/**
 * The model that was evaluated.
 *
 * @param name file or folder name, for people
 * @param digest {@code sha256:<hex>} of the file, or of the listing of several
 * @param format {@code package}, {@code onnx}, {@code xgboost}, {@code lightgbm} or {@code torchscript}
 * @param sizeBytes bytes of all its files
 * @param files names of further files beside an ONNX file, which it keeps values in; null when there are none
 * @param columns the columns in the order in which its one tensor was fed; null where it takes them by name
 * @param source the registered model that it was brought from, {@code models:/churn/3}; null for one of this machine
 * @param registry what the administrator of a controller calls the registry that it is from; null elsewhere
 */
public record ModelRef(
        String name,
        String digest,
        String format,
        Long sizeBytes,
        List<String> files,
        List<String> columns,
        String source,
        String registry) {
    public ModelRef {
        columns = columns == null ? null : List.copyOf(columns);
        files = files == null ? null : List.copyOf(files);
    }

    /** A model of one file, or a package. */
    public ModelRef(String name, String digest, String format, Long sizeBytes) {
        this(name, digest, format, sizeBytes, null, null, null, null);
    }

    /** The same model, which was brought from somewhere; null for this machine. */
    ModelRef from(String place, String of) {
        return new ModelRef(name, digest, format, sizeBytes, files, columns, place, of);
    }

    /** The same model, whose one tensor was fed the columns in this order; null where it takes them by name. */
    public ModelRef fed(List<String> order) {
        return new ModelRef(name, digest, format, sizeBytes, files, order, source, registry);
    }
}
