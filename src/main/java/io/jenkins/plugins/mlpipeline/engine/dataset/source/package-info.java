/**
 * Files of rows in all formats, each as the text of a CSV file: what the bytes are, how they are unpacked, and one class for
 * each format that is no text. Knows nothing of columns, types and cells: they are read from the text, the same way for all.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset.source;
