package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * The model that was evaluated.
 *
 * @param name file or folder name, for people
 * @param digest {@code sha256:<hex>} of the file, or of the package's listing
 * @param format {@code package}, {@code onnx} or {@code torchscript}
 * @param sizeBytes bytes of all its files
 */
public record ModelRef(String name, String digest, String format, Long sizeBytes) {}
