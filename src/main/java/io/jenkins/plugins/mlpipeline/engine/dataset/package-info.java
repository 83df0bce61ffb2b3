/**
 * Rows and columns: reading CSV, finding out what its columns are, parting rows, describing values.
 *
 * <p>{@link io.jenkins.plugins.mlpipeline.engine.dataset.CsvCursor} walks over a file in constant memory (validation);
 * {@link io.jenkins.plugins.mlpipeline.engine.dataset.TableReader} reads one into memory (training), with
 * {@link io.jenkins.plugins.mlpipeline.engine.dataset.Split} and
 * {@link io.jenkins.plugins.mlpipeline.engine.dataset.KFold} to part its rows and
 * {@link io.jenkins.plugins.mlpipeline.engine.dataset.HoldoutWriter} to keep rows byte for byte.
 */
package io.jenkins.plugins.mlpipeline.engine.dataset;
