/**
 * Which rows these are: one digest of a table whatever its format and order, rows that two files share, rows that were seen.
 * Knows nothing of how rows are parted.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset.rows;
