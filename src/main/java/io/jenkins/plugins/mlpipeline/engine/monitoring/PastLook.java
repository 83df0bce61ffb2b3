package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A look that was made.
 *
 * @param at when, ISO 8601
 * @param rows rows that were seen
 * @param digest {@code sha256:<hex>} of these rows in whatever order; null when only labels were new
 * @param alpha the chance of a false alarm that it had
 * @param tests what was judged, and whether it was bad
 * @param counts rows by what was counted and bin, as numbers with a space between them; null once nobody needs them
 * @param answers a sample of what the model answered, see {@link KeptAnswers}; null when rows have no names, or are old
 * @param labelled {@code sha256:<hex>} of the labelled rows that were judged; null when none were
 */
public record PastLook(
        String at,
        long rows,
        String digest,
        double alpha,
        Map<String, Boolean> tests,
        Map<String, String> counts,
        String answers,
        String labelled) {
    private static final int MOST_TESTS = 100_000;

    public PastLook {
        if (at == null || !isInstant(at) || rows < 0 || !(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("a look has a time, a number of rows and an alpha from 0 to 1");
        }
        if (digest != null && !Digest.isDigest(digest) || labelled != null && !Digest.isDigest(labelled)) {
            throw new IllegalArgumentException("the digest of a look is sha256: and 64 hex digits");
        }
        if (tests == null || tests.size() > MOST_TESTS) {
            throw new IllegalArgumentException("a look says what was judged, at most " + MOST_TESTS + " things");
        }
        tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
    }

    private static boolean isInstant(String text) {
        try {
            return text.length() <= 40 && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** When it was. */
    Instant instant() {
        return Instant.parse(at);
    }

    /**
     * What was counted.
     *
     * @param size number of bins
     * @return null when the look kept nothing of it
     * @throws UserError when that is no count of so many bins
     */
    long[] counted(String name, int size) {
        String text = counts == null ? null : counts.get(name);
        return text == null ? null : Counts.read(text, size, name);
    }

    PastLook without(boolean countsToo, boolean answersToo) {
        return new PastLook(
                at, rows, digest, alpha, tests, countsToo ? null : counts, answersToo ? null : answers, labelled);
    }
}
