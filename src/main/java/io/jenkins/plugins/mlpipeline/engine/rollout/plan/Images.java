package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces images in manifests. */
final class Images {
    private Images() {}

    /**
     * Replaces each image that a key names: as a whole ({@code fraud:latest}, or a placeholder), or by its repository
     * ({@code fraud}).
     *
     * @param objects changed in place
     * @param images from the manifest's image to the one to run
     * @throws UserError when a key names no image, so that a typing error doesn't deploy the old image
     */
    static void substitute(List<ObjectNode> objects, Map<String, String> images) {
        Set<String> used = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        for (ObjectNode object : objects) {
            for (ObjectNode container : Pods.containers(Pods.template(object))) {
                replace(container, "image", images, used, seen);
            }
            for (JsonNode volume : Pods.template(object).path("spec").path("volumes")) {
                if (volume.get("image") instanceof ObjectNode source) {
                    replace(source, "reference", images, used, seen);
                }
            }
        }
        for (String key : images.keySet()) {
            if (!used.contains(key)) {
                throw new UserError("images: no container of the manifests has the image \"" + key + "\". "
                        + NearNames.hint(key, seen));
            }
        }
    }

    private static void replace(
            ObjectNode holder, String field, Map<String, String> images, Set<String> used, Set<String> seen) {
        String image = holder.path(field).asText();
        String repository = ImageRef.parse(image).repository();
        seen.add(image);
        for (String key : List.of(image, repository)) {
            if (images.containsKey(key)) {
                holder.put(field, images.get(key));
                used.add(key);
                return;
            }
        }
    }
}
