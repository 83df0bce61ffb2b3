package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The rows that a model was evaluated on.
 *
 * @param name file name, for people
 * @param sha256 {@code sha256:<hex>} of the file; null for another tool's metrics
 * @param rows number of rows evaluated; null for another tool's metrics
 * @param columns column names in file order
 * @param labelCounts rows of each label, in label order (classification)
 */
public record DataRef(String name, String sha256, Long rows, List<String> columns, Map<String, Long> labelCounts) {}
