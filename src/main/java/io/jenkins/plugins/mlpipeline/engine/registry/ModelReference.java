package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names a model in a registry, in the place of a path. */
public sealed interface ModelReference {
    /** A version of a registered model, which stays the same one: {@code models:/churn/3}. */
    record Version(String name, String version) implements ModelReference {
        @Override
        public String toString() {
            return MODELS + name + "/" + version;
        }
    }

    /** The version that an alias points to when it is asked: {@code models:/churn@champion}. */
    record Aliased(String name, String alias) implements ModelReference {
        @Override
        public String toString() {
            return MODELS + name + "@" + alias;
        }
    }

    /** A folder or a file that a run logged: {@code runs:/0a1b2c/model}. */
    record OfRun(String run, String path) implements ModelReference {
        @Override
        public String toString() {
            return RUNS + run + "/" + path;
        }
    }

    /** An artefact of a registry of images: {@code oci://registry.example/models/churn@sha256:...}. */
    record Artefact(OciReference place) implements ModelReference {
        @Override
        public String toString() {
            return OCI + place;
        }
    }

    /** What a reference to an artefact begins with. */
    String OCI = "oci://";

    /** What a reference to MLflow's registry begins with. */
    String MODELS = "models:/";

    /** What a reference to a run begins with. */
    String RUNS = "runs:/";

    /** What a reference is like that names none. */
    String FORMS =
            "Write models:/NAME/3 for a version, models:/NAME@ALIAS for an alias, or runs:/RUN/PATH for what a run"
                    + " logged.";

    /** A name as MLflow takes one, without what a search would take for its own; it goes into addresses and messages. */
    Pattern NAME = Pattern.compile("[^/:@'\"`%\\\\\\p{Cntrl}]{1,256}+");

    /** An alias as MLflow takes one. */
    Pattern ALIAS = Pattern.compile("[A-Za-z0-9_-]{1,255}+");

    private static boolean begins(String text, String with) {
        return text.regionMatches(true, 0, with, 0, with.length());
    }

    /** Whether a text is meant as a reference, and not as a path. */
    static boolean isOne(String text) {
        return text != null && (begins(text, MODELS) || begins(text, RUNS) || begins(text, OCI));
    }

    /**
     * What a text refers to; empty when it is a path.
     *
     * @throws UserError when it is meant as a reference and names nothing certain
     */
    static Optional<ModelReference> of(String written) {
        if (!isOne(written)) {
            return Optional.empty();
        }
        if (begins(written, OCI)) {
            return Optional.of(artefact(written));
        }
        return Optional.of(
                begins(written, RUNS)
                        ? run(written, written.substring(RUNS.length()))
                        : model(written, written.substring(MODELS.length())));
    }

    private static ModelReference artefact(String written) {
        OciReference place = OciReference.of(written.substring(OCI.length()));
        if (place.tag() == null && place.digest() == null) {
            throw new UserError("the model \"" + written + "\" has no tag and no digest. Write oci://" + place
                    + "@sha256:<64 hexadecimal digits>, or :TAG for the artefact that a tag means now.");
        }
        return new Artefact(place);
    }

    private static ModelReference model(String written, String rest) {
        String[] parts = rest.split("[/@]", -1);
        boolean alias = rest.indexOf('@') >= 0;
        if (parts.length != 2 || !NAME.matcher(parts[0]).matches()) {
            throw new UserError("the model \"" + written + "\" is not understood. " + FORMS);
        }
        if (alias && ALIAS.matcher(parts[1]).matches()) {
            return new Aliased(parts[0], parts[1]);
        }
        if (!alias && parts[1].matches("[1-9][0-9]{0,9}")) {
            return new Version(parts[0], parts[1]);
        }
        throw new UserError("the model \"" + written
                + "\" names no version and no alias: stages and \"latest\" move without a" + " word. " + FORMS);
    }

    private static ModelReference run(String written, String rest) {
        int slash = rest.indexOf('/');
        String run = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        if (!run.matches("[A-Za-z0-9_-]{1,64}") || !ArtifactPath.isOne(path)) {
            throw new UserError("the model \"" + written + "\" is not understood. " + FORMS);
        }
        return new OfRun(run, path);
    }
}
