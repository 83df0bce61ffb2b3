package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import java.util.List;

/** Credentials that are known by how they begin, whatever stands around them. */
final class TokenShapes {
    /**
     * A kind of token.
     *
     * @param prefix how it begins
     * @param least how many characters of a token follow at least
     */
    private record Shape(String prefix, int least) {}

    private static final List<Shape> SHAPES = List.of(
            // GitHub
            new Shape("ghp_", 16),
            new Shape("gho_", 16),
            new Shape("ghu_", 16),
            new Shape("ghs_", 16),
            new Shape("ghr_", 16),
            new Shape("github_pat_", 16),
            // GitLab
            new Shape("glpat-", 16),
            new Shape("gldt-", 16),
            new Shape("glrt-", 16),
            new Shape("glcbt-", 16),
            new Shape("glptt-", 16),
            new Shape("glsoat-", 16),
            new Shape("gloas-", 16),
            // Amazon Web Services
            new Shape("AKIA", 12),
            new Shape("ASIA", 12),
            new Shape("ABIA", 12),
            // Slack
            new Shape("xoxb-", 10),
            new Shape("xoxp-", 10),
            new Shape("xoxa-", 10),
            new Shape("xoxr-", 10),
            new Shape("xoxs-", 10),
            new Shape("xoxe-", 10),
            new Shape("xoxe.", 10),
            new Shape("xapp-", 10),
            new Shape("hooks.slack.com/services/", 10),
            // models and their hosts
            new Shape("sk-", 16),
            new Shape("hf_", 16),
            new Shape("nvapi-", 16),
            new Shape("r8_", 20),
            new Shape("gsk_", 20),
            new Shape("dapi", 32),
            // Stripe, SendGrid, Google, Docker, registries of packages, Vault and others
            new Shape("sk_live_", 10),
            new Shape("sk_test_", 10),
            new Shape("rk_live_", 10),
            new Shape("rk_test_", 10),
            new Shape("whsec_", 16),
            new Shape("SG.", 20),
            new Shape("AIza", 30),
            new Shape("ya29.", 16),
            new Shape("dckr_pat_", 16),
            new Shape("npm_", 30),
            new Shape("pypi-", 30),
            new Shape("dop_v1_", 16),
            new Shape("shpat_", 16),
            new Shape("glsa_", 16),
            new Shape("hvs.", 16),
            new Shape("hvb.", 16),
            new Shape("ATATT3", 16),
            new Shape("AGE-SECRET-KEY-1", 16),
            new Shape("k8s-aws-v1.", 16),
            // the head of a JSON Web Token, which begins with {" or {"a
            new Shape("eyJ", 17));

    /** Words of small letters that happen to begin so are no tokens: a token has a digit or a capital by then. */
    private static final int MOST_PLAIN = 80;

    private TokenShapes() {}

    /**
     * The end of a token that begins here; what is no token is given up after a few characters.
     *
     * @param at no letter or digit stands before it
     * @return {@code at} when there is none
     */
    static int end(CharSequence text, int at) {
        for (Shape shape : SHAPES) {
            if (Chars.startsWith(text, at, shape.prefix)) {
                int from = at + shape.prefix.length();
                int end = from;
                boolean random = false;
                while (end < text.length() && token(text.charAt(end)) && (random || end - from < MOST_PLAIN)) {
                    random |= Chars.digit(text.charAt(end)) || Chars.upper(text.charAt(end));
                    end++;
                }
                return random && end - from >= shape.least ? end : at;
            }
        }
        return at;
    }

    private static boolean token(char c) {
        return Chars.alphanumeric(c)
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '/'
                || c == '+'
                || c == '='
                || c == '~';
    }
}
