/**
 * Rows as text: characters, records, cells, numbers and dates as people write them, the hash of a cell. Knows nothing of types
 * of columns, labels and tables.
 *
 * <p>{@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor} walks over a file in constant memory.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset.csv;
