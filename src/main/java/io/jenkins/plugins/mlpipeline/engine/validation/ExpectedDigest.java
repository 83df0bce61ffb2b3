package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** Checks that the rows are those that somebody agreed on. */
final class ExpectedDigest {
    private ExpectedDigest() {}

    /**
     * @param actual {@code sha256:<hex>} of the file
     * @param expected what it must be; null when anything will do
     * @throws UserError when they differ
     */
    static void check(String file, String actual, String expected) {
        if (expected != null && !expected.equals(actual)) {
            throw new UserError(file + ": is " + actual + ", but " + expected
                    + " is asked for. Take the agreed file, or change the sha256 in the spec.");
        }
    }
}
