package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Hides what looks like a credential in text that comes from pods and events. */
public final class LogMask {
    private static final String HIDDEN = "***";

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);

    /** Group 1 stays. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile(
                    "(?i)((?:authorization|proxy-authorization)[\"']?\\s*[:=]\\s*[\"']?(?:bearer|basic)\\s+)[^\\s\"']+"),
            Pattern.compile("(?i)(\\bbearer\\s+)[A-Za-z0-9._~+/=-]{12,}"),
            Pattern.compile(
                    "(?i)([a-z0-9_.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|credential)"
                            + "[a-z0-9_.-]*[\"']?\\s*[:=]\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"']+)"),
            Pattern.compile("([a-z][a-z0-9+.-]*://[^\\s/:@]+:)[^\\s/@]+(?=@)"),
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
            Pattern.compile("()\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"));

    private final UnaryOperator<String> more;

    /**
     * A mask.
     *
     * @param more hides what the caller knows to be secret, before the patterns do
     */
    public LogMask(UnaryOperator<String> more) {
        this.more = more;
    }

    public String apply(String text) {
        String masked = PRIVATE_KEY.matcher(more.apply(text)).replaceAll(HIDDEN);
        for (Pattern secret : SECRETS) {
            masked = secret.matcher(masked).replaceAll("$1" + HIDDEN);
        }
        return masked;
    }
}
