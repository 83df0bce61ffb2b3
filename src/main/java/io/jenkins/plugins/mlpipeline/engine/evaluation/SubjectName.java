package io.jenkins.plugins.mlpipeline.engine.evaluation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a subject is named that can't change: a digest, or an image by its digest. */
public final class SubjectName {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    private static final Pattern IMAGE = Pattern.compile("([^@\\s]+)@(sha256:[0-9a-fA-F]{64})");

    private SubjectName() {}

    /**
     * The subject in the form that documents have.
     *
     * @return {@code sha256:<hex>} or {@code image@sha256:<hex>}; empty when the text is neither
     * @throws UserError when it was to be one of them and its digest is not whole
     */
    public static Optional<String> of(String reference) {
        String text = reference.strip();
        if (DIGEST.matcher(text).matches()) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }
        Matcher image = IMAGE.matcher(text);
        if (image.matches()) {
            return Optional.of(image.group(1) + "@" + image.group(2).toLowerCase(Locale.ROOT));
        }
        if (text.startsWith("sha256:") || text.contains("@sha256:")) {
            throw new UserError("subject \"" + text + "\": a SHA-256 digest has 64 hexadecimal digits. Copy it whole.");
        }
        return Optional.empty();
    }
}
