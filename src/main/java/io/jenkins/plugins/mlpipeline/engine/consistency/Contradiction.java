package io.jenkins.plugins.mlpipeline.engine.consistency;

/**
 * Two parts of a document that can't both be right.
 *
 * @param what the thing, as a sentence names it: {@code f1}, {@code recall of the slice sex=female}
 * @param said its value in the document; null when the document says that it is undefined
 * @param witness the part that says otherwise: {@code its confusion matrix}
 * @param lower smallest value that the other part allows; null when it leaves the thing undefined
 * @param upper greatest value that the other part allows; the same as {@code lower} where it says the value itself
 */
public record Contradiction(String what, Double said, String witness, Double lower, Double upper) {}
