/**
 * Tables: which columns of a file are read and as what, their values, the label, the profile of a column.
 *
 * <p>{@link io.jenkins.plugins.mlpipeline.engine.dataset.TableReader} reads a file into memory, for training; validation walks
 * over it with {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor}. How text becomes cells, how rows are parted
 * and how they are told apart have rooms of their own below.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset;
