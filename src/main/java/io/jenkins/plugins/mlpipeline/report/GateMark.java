package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a trend needs of a gate on all rows: the interval that was shown, and what was demanded. (A class: XStream reads no
 * records.)
 */
@ExportedBean(defaultVisibility = 2)
public final class GateMark implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 12;

    private final String metric;
    private final Double lower;
    private final Double upper;
    private final Double limit;

    private GateMark(GateOutcome gate) {
        this.metric = gate.metric();
        this.lower = gate.interval() == null ? null : gate.interval().lower();
        this.upper = gate.interval() == null ? null : gate.interval().upper();
        this.limit = gate.threshold();
    }

    /** The first gates of a verdict that judge all rows; of each metric one. */
    static List<GateMark> of(GateResult gate) {
        return gate.gates().stream()
                .filter(g -> g.slice() == null && g.value() != null)
                .map(GateMark::new)
                .collect(Collectors.toMap(GateMark::getMetric, g -> g, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(MOST)
                .toList();
    }

    @Exported
    public String getMetric() {
        return metric;
    }

    /** Lower end of the interval; null when there is none. */
    @Exported
    public Double getLower() {
        return lower;
    }

    /** Upper end of the interval; null when there is none. */
    @Exported
    public Double getUpper() {
        return upper;
    }

    /** What the value was compared with; null when that was not known. */
    @Exported
    public Double getLimit() {
        return limit;
    }
}
