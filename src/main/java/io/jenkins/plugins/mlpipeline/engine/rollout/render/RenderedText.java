package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Rendered;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program wrote, maybe on another machine: a stranger's text, of which {@link #rendering} makes manifests.
 *
 * @param by the program with its version
 * @param of what it was given
 * @param release a Helm chart's release; null for Kustomize
 * @param text all that it wrote
 * @param warnings for people
 */
public record RenderedText(String by, String of, String release, String text, ArrayList<String> warnings)
        implements Serializable {
    private static final int MOST_WARNINGS = 100;

    /**
     * The manifests in it.
     *
     * @throws UserError when it is none, or larger than manifests may be
     */
    public Rendering rendering() {
        if (text.getBytes(StandardCharsets.UTF_8).length > Manifests.MAX_BYTES) {
            throw new UserError(
                    PlainText.line(of) + ": more than 3 MB were rendered, the most that is taken for manifests.");
        }
        List<Manifest> manifests =
                release == null ? Manifests.parse(of + " (kustomize)", text) : Manifests.parse(Chart.sections(text));
        if (manifests.isEmpty()) {
            throw new UserError((release == null ? "kustomize: the folder " : "helm: the chart ") + of
                    + " renders no object" + (release == null ? "." : " with these values."));
        }
        List<String> lines =
                warnings.stream().limit(MOST_WARNINGS).map(PlainText::line).toList();
        return new Rendering(manifests, Rendered.of(PlainText.line(by), of, release, text, manifests), lines);
    }
}
