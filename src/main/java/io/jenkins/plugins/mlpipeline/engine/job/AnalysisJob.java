package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.Sampled;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Decide;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.gate.Versus;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.MatrixCostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a spec asks to be computed beside the metrics: what it names, and what its gates need. */
final class AnalysisJob {
    private AnalysisJob() {}

    static AnalysisRequest request(Spec spec) {
        List<Gate> gates = spec.gates().gates();
        return new AnalysisRequest(
                spec.get(ValidateKeys.BASELINE) == null ? null : baseline(spec.get(ValidateKeys.BASELINE)),
                slices(spec, gates),
                fairness(spec, gates),
                spec.get(ValidateKeys.GROUPS),
                spec.get(ValidateKeys.WEIGHTS),
                sampled(spec, gates),
                spec.get(ValidateKeys.WORST_ROWS) == null ? 0 : spec.get(ValidateKeys.WORST_ROWS),
                Objects.requireNonNullElse(spec.get(ValidateKeys.COSTS), Map.of()),
                spec.get(ValidateKeys.SEED) == null ? AnalysisRequest.STANDARD_SEED : spec.get(ValidateKeys.SEED),
                spec.get(ValidateKeys.OUTCOMES) == null ? null : Path.of(spec.get(ValidateKeys.OUTCOMES)),
                spec.get(ValidateKeys.IMPORTANCE) == null ? 0 : spec.get(ValidateKeys.IMPORTANCE));
    }

    /** The expected cost by each matrix of a spec. */
    static List<MatrixCostKey> costs(Spec spec) {
        Map<String, CostTable> tables = spec.get(ValidateKeys.COSTS);
        return tables == null
                ? List.of()
                : tables.keySet().stream().map(MatrixCostKey::new).toList();
    }

    private static BaselineRequest baseline(SpecBaseline asked) {
        boolean first = asked.isUnresolved() && asked.firstBuild();
        if (asked.isUnresolved() && !first) {
            throw new UserError(
                    "the baseline {from: " + asked.from() + "} is looked up by Jenkins, which is not at work"
                            + " here. Give --baseline with a model or a file of outcomes, or {from: none} in the spec.");
        }
        return new BaselineRequest(
                first ? BaselineRef.NONE : asked.from(),
                asked.path() == null ? null : Path.of(asked.path()),
                asked.job(),
                asked.build(),
                asked.firstBuild(),
                asked.allowSame(),
                asked.data());
    }

    /** The slices of validate, and those by columns that only a gate names. */
    private static List<SliceSpec> slices(Spec spec, List<Gate> gates) {
        List<SliceSpec> slices = new ArrayList<>(Objects.requireNonNullElse(spec.get(ValidateKeys.SLICES), List.of()));
        for (Gate gate : gates) {
            redefined(gate, slices);
            boolean known =
                    slices.stream().anyMatch(s -> s.name().equals(gate.slice().name()));
            if (gate.slice().by() != null && !known) {
                slices.add(SliceSpec.by(gate.slice().by()));
            }
        }
        List<Path> data = data(spec);
        boolean taken = slices.stream().anyMatch(slice -> SliceSpec.FILES.equals(slice.name()));
        if (taken && data.size() > 1) {
            throw new UserError("the slices of several data files are called \"" + SliceSpec.FILES
                    + "\", and so is a slice of validate or of a gate; give that one another name.");
        }
        boolean asked = gates.stream()
                .anyMatch(gate -> SliceSpec.FILES.equals(gate.slice().name()));
        if (data.size() > 1 || data.size() == 1 && asked && !taken) {
            slices.add(SliceSpec.files(RowFiles.shortNames(data)));
        }
        return slices;
    }

    /** The files of rows that a spec names; empty when it names none. */
    static List<Path> data(Spec spec) {
        List<String> data = spec.get(ValidateKeys.DATA);
        return data == null ? List.of() : data.stream().map(Path::of).toList();
    }

    /** @throws UserError when other rows go by the name of a policy's slice */
    private static void redefined(Gate gate, List<SliceSpec> slices) {
        boolean other = gate.id().startsWith(Policy.PREFIX)
                && gate.slice().by() != null
                && slices.stream()
                        .anyMatch(s -> s.name().equals(gate.slice().name())
                                && !s.equals(SliceSpec.by(gate.slice().by())));
        if (other) {
            throw new UserError(
                    "the slice \"" + gate.slice().name() + "\" of validate is not the one by columns that the"
                            + " administrator's policy is about (" + gate.id() + "); give it another name.");
        }
    }

    private static List<String> fairness(Spec spec, List<Gate> gates) {
        Set<String> columns =
                new LinkedHashSet<>(Objects.requireNonNullElse(spec.get(ValidateKeys.FAIRNESS), List.of()));
        gates.forEach(gate -> gate.sensitiveColumn().ifPresent(columns::add));
        return List.copyOf(columns);
    }

    private static Set<Sampled> sampled(Spec spec, List<Gate> gates) {
        Set<Sampled> sampled = new LinkedHashSet<>();
        for (String written : Objects.requireNonNullElse(spec.get(ValidateKeys.BOOTSTRAP), List.<String>of())) {
            CatalogueKey key = CatalogueKey.parse(written);
            sampled.add(new Sampled(key, null, null));
            sampled.add(new Sampled(key, null, Evaluation.BASELINE));
        }
        for (Gate gate : gates) {
            boolean dummy = gate.versus().filter(v -> v == Versus.DUMMY).isPresent();
            if (gate.decision().decide() != Decide.POINT || dummy) {
                gate.catalogueKey()
                        .ifPresent(key -> sampled.add(new Sampled(
                                key,
                                gate.slice().name(),
                                gate.versus().map(Versus::key).orElse(null))));
            }
        }
        return sampled;
    }
}
