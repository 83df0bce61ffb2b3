package io.jenkins.plugins.mlpipeline.form;

import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.ValueRange;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a form of gates chooses from: the metrics with what each means, and what follows when a gate does not pass. */
@Restricted(NoExternalUse.class)
public final class GateCatalogue {
    private GateCatalogue() {}

    /**
     * A metric.
     *
     * @param key as gates name it
     * @param about what it says
     * @param higher whether more is better
     * @param range the values that it can have, in words
     */
    record Choice(String key, String about, boolean higher, String range) {
        static Choice of(Metric metric) {
            return new Choice(
                    metric.key(), metric.about(), metric.direction() == Direction.HIGHER, range(metric.range()));
        }

        private static String range(ValueRange range) {
            boolean from = Double.isFinite(range.lower());
            boolean to = Double.isFinite(range.upper());
            if (from && to) {
                return Messages.GateCatalogue_Between(Figures.plain(range.lower()), Figures.plain(range.upper()));
            }
            return from
                    ? Messages.GateCatalogue_From(Figures.plain(range.lower()))
                    : to ? Messages.GateCatalogue_To(Figures.plain(range.upper())) : Messages.GateCatalogue_Any();
        }
    }

    /** What the form's script reads. */
    record Catalogue(List<Choice> metrics, List<String> criticalities) {}

    /** The catalogue as JSON, for an attribute of the form; metrics of columns and of costs need more than a name and are left out. */
    public static String json() {
        return Json.tree(new Catalogue(
                        Arrays.stream(Metric.values())
                                .filter(metric -> metric.parameter()
                                        .filter(p -> p.standard() == null)
                                        .isEmpty())
                                .filter(metric ->
                                        metric.family().isOfAnswers() && metric.family() != Metric.Family.COST)
                                .map(Choice::of)
                                .toList(),
                        Arrays.stream(Criticality.values())
                                .map(Criticality::name)
                                .toList()))
                .toString();
    }
}
