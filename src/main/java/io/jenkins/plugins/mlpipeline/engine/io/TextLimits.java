package io.jenkins.plugins.mlpipeline.engine.io;

/**
 * How much of a stranger's YAML or JSON is read. Every limit is checked while the text is scanned, before anything is built
 * of it or an alias is replaced by what it stands for.
 *
 * @param what the kind of text in a message, with its article: {@code a manifest}
 * @param depth how deep mappings and lists may be nested
 * @param values how many keys and values there may be; an alias counts as all that it stands for
 * @param characters how many characters keys and values may have together; an alias counts here too
 * @param key the longest key, in characters
 * @param number the longest number, in characters
 */
public record TextLimits(String what, int depth, long values, long characters, int key, int number) {
    /** The longest number that is read anywhere, in characters: a double needs 25, and 309 digits without an exponent. */
    public static final int NUMBER = 400;

    private static final int KEY = 1_024;

    /** All the manifests of one deployment together. A Deployment has about two hundred values. */
    public static final TextLimits MANIFESTS = new TextLimits("a manifest", 60, 100_000, 10_000_000, KEY, NUMBER);

    /** A kubeconfig. */
    public static final TextLimits KUBECONFIG = new TextLimits("a kubeconfig", 20, 20_000, 3_000_000, KEY, NUMBER);

    /** A spec, a policy, and what a script or a form gives in place of one. */
    public static final TextLimits SPEC = new TextLimits("a spec", 20, 20_000, 1 << 20, KEY, NUMBER);

    /** Metrics of another tool. */
    public static final TextLimits METRICS = new TextLimits("a file of metrics", 20, 1_000_000, 8 << 20, KEY, NUMBER);

    /** One line of predictions. */
    public static final TextLimits LINE = new TextLimits("a line of JSON", 20, 200_000, 1 << 20, KEY, NUMBER);

    /** What a registry of models answers. */
    public static final TextLimits ANSWER = new TextLimits("an answer", 20, 100_000, 4 << 20, KEY, NUMBER);

    /** A message of Alertmanager. */
    public static final TextLimits ALERTS = new TextLimits("an alert message", 10, 50_000, 1 << 19, KEY, NUMBER);

    /** JSON that becomes a record of ours, where a number costs eight bytes: a matrix of a thousand classes has a million. */
    static final TextLimits RECORD = new TextLimits("a document", 100, 4_000_000, Json.MAX_BYTES, 10_000, NUMBER);

    /** JSON that becomes a tree, where a value costs a hundred bytes. */
    static final TextLimits TREE = new TextLimits("a document", 100, 1_000_000, Json.MAX_BYTES, 10_000, NUMBER);
}
