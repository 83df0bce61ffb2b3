package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The object by which a cluster's admission policy knows of a verdict (docs/examples/admission): of kind {@value #KIND}, named
 * {@value #NAME}, with one verdict. The gate's identity applies it to a namespace, under a field manager of its own for each verdict, so
 * that it leaves those that are there.
 */
public final class AdmissionVerdict {
    private static final String KIND = "GateVerdicts";
    private static final String NAME = "verdicts";
    private static final int MOST_IMAGES = 50;
    private static final int LONGEST = 1000;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern BY_DIGEST = Pattern.compile("[^@\\s]++@sha256:[0-9a-f]{64}");

    private AdmissionVerdict() {}

    /**
     * The object for a verdict.
     *
     * @param name what to call the verdict's file in an error
     * @param job full name of the job that judged
     * @param cluster that it was judged for, as the namespace's annotation names it
     * @param images the only ones that its pods may run, by digest; empty: the one that was judged, or any
     * @throws UserError when it is no PASS, is bound to nothing, or the policy could not take it
     */
    public static JsonNode of(GateVerdict verdict, String name, String job, String cluster, List<String> images) {
        if (!verdict.verdict().equals("PASS")) {
            throw new UserError(
                    name + ": the verdict is " + verdict.verdict() + ". A cluster is told of a PASS alone.");
        }
        String model = verdict.digest();
        if (model == null || !DIGEST.matcher(model).matches()) {
            throw new UserError(
                    name + ": the verdict is about no model with a digest, so nothing that is deployed could be"
                            + " known by it. Validate a model, or name the --subject.");
        }
        requireShort("--job", job);
        requireShort("--cluster", cluster);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "ml-pipeline.jenkins.io/v1").put("kind", KIND);
        object.putObject("metadata").put("name", NAME);
        ObjectNode said = object.putObject("spec").putObject("verdicts").putObject(verdict.identity());
        said.put("model", model).put("job", job).put("cluster", cluster);
        List<String> only = images.isEmpty() && !verdict.imageRepository().isEmpty()
                ? List.of(verdict.imageRepository() + "@" + model)
                : images;
        if (only.size() > MOST_IMAGES) {
            throw new UserError("there are " + only.size() + " --image; a verdict names " + MOST_IMAGES + " at most.");
        }
        if (!only.isEmpty()) {
            ArrayNode listed = said.putArray("images");
            only.forEach(image -> listed.add(byDigest(image)));
        }
        return object;
    }

    private static String byDigest(String image) {
        requireShort("--image", image);
        if (!BY_DIGEST.matcher(image).matches()) {
            throw new UserError("--image is \"" + image
                    + "\", which is no image by digest (REPOSITORY@sha256:...), so it could become another one.");
        }
        return image;
    }

    private static void requireShort(String option, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new UserError(
                    option + (value.isBlank() ? " is empty." : " has more than " + LONGEST + " characters."));
        }
    }
}
