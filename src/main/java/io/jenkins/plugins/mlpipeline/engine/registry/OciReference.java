package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names an image or an artefact in a registry: {@code registry.example:5000/bank/scorer@sha256:...}. The registry is always
 * named: nothing is looked for where nobody said.
 *
 * @param registry host, with the port where there is one
 * @param repository path within the registry
 * @param tag null when there is none
 * @param digest {@code sha256:<hex>}; null when there is none
 */
public record OciReference(String registry, String repository, String tag, String digest) {
    private static final int LONGEST = 512;
    private static final Pattern FORM =
            Pattern.compile("((?:[A-Za-z0-9.-]{1,253}+|\\[[0-9A-Fa-f:]{2,45}+\\])(?::[0-9]{1,5}+)?+)/"
                    + "([a-z0-9](?:[a-z0-9._/-]{0,254}+))"
                    + "(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}+))?+(?:@(sha256:[0-9a-f]{64}))?+");

    /**
     * A reference as people write it.
     *
     * @throws UserError when it is none, or names no registry
     */
    public static OciReference of(String written) {
        String text = written.strip();
        Matcher form = FORM.matcher(text.length() > LONGEST ? "" : text);
        if (!form.matches() || form.group(2).contains("//") || form.group(2).endsWith("/")) {
            throw new UserError("\"" + shown(text) + "\" names no image of a registry. Write it as"
                    + " registry.example/repository@sha256:<64 hexadecimal digits>, the registry's host first.");
        }
        String host = form.group(1);
        if (!host.contains(".") && !host.contains(":") && !"localhost".equals(host)) {
            throw new UserError("\"" + text + "\" names no registry: \"" + host
                    + "\" has no dot and no port. Write its host in" + " front, as in registry.example/" + text + ".");
        }
        return new OciReference(host, form.group(2), form.group(3), form.group(4));
    }

    /**
     * The same, of something that can't become another thing.
     *
     * @throws UserError when it is none, or has no digest
     */
    public static OciReference byDigest(String written) {
        OciReference reference = of(written);
        if (reference.digest == null) {
            throw new UserError("\"" + written.strip()
                    + "\" is no image by digest, and a tag may become another image. Write it as " + reference.registry
                    + "/" + reference.repository + "@sha256:<64 hexadecimal digits>.");
        }
        return reference;
    }

    private static String shown(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    /** The reference without tag and digest. */
    public String name() {
        return registry + "/" + repository;
    }

    @Override
    public String toString() {
        return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
