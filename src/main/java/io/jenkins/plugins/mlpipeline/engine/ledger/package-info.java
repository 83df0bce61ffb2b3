/**
 * How often a test set was used. Each decision about another model tells a little of the test set to those who make the next
 * model, until a good result may be luck; the ledger counts these uses against a limit.
 */
package io.jenkins.plugins.mlpipeline.engine.ledger;
