package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import java.util.List;

/**
 * An image reference, taken apart.
 *
 * @param repository registry and path, without tag and digest
 * @param tag the tag, or empty
 * @param digest {@code sha256:<hex>}, or empty
 */
public record ImageRef(String repository, String tag, String digest) {
    /** Parses {@code [registry[:port]/]path[:tag][@digest]}; a prefix such as {@code docker-pullable://} is dropped. */
    public static ImageRef parse(String image) {
        String rest = image.substring(image.indexOf("://") < 0 ? 0 : image.indexOf("://") + 3);
        int at = rest.indexOf('@');
        String digest = at < 0 ? "" : rest.substring(at + 1);
        String name = at < 0 ? rest : rest.substring(0, at);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        return new ImageRef(tagged ? name.substring(0, colon) : name, tagged ? name.substring(colon + 1) : "", digest);
    }

    /** Whether it names bytes rather than a tag that somebody can push again. */
    public boolean pinned() {
        return !digest.isEmpty();
    }

    /** The same name, with its tag, at exactly these bytes. */
    public String at(String otherDigest) {
        return repository + (tag.isEmpty() ? "" : ":" + tag) + "@" + otherDigest;
    }

    /** Whether the repository of another reference is the same, however its registry is written. */
    public boolean sameRepository(ImageRef other) {
        return canonical(repository).equals(canonical(other.repository));
    }

    /** The registry that is meant when none is named, and its folder of images without one, are left out. */
    private static String canonical(String repository) {
        String rest = repository;
        for (String implied : List.of("docker.io/", "index.docker.io/", "library/")) {
            rest = rest.startsWith(implied) ? rest.substring(implied.length()) : rest;
        }
        return rest;
    }
}
