/**
 * From a CSV file to a model package: the request, the parts of the data, what {@code auto} compares, the record. How
 * a learner learns belongs into its own room.
 */
package io.jenkins.plugins.mlpipeline.engine.training;
