package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.TestSetReuse;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline plan}. */
@Command(
        name = "plan",
        sortOptions = false,
        description = {
            "Says how many rows a test set needs: with --gate so that a gate by a bound passes a model that is as good as"
                    + " expected; with --metric so that the set can be used several times and no answer is off by more than the"
                    + " margin.",
            "",
            "A use is one decision about one model; deciding about the same model again costs nothing. The limit belongs into"
                    + " ledger.maxUses of the spec.",
            "",
            "The exit code is 0, or 1 when --rows are fewer than needed."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline plan --gate 'recall(decide=lowerBound)>=0.8' --expect 0.85 --positive 0.02",
            "  ml-pipeline plan --gate 'log_loss(decide=paired)<=baseline+0.01' --spread 0.2 --positive 0.1",
            "  ml-pipeline plan --gate 'f1(decide=lowerBound)>=0.7' --evaluation evaluation.json",
            "  ml-pipeline plan --metric accuracy --margin 0.01 --reliability 0.99 --uses 32",
            "  ml-pipeline plan --metric recall --margin 0.05 --reliability 0.95 --uses 10 --adaptive --baseline --rows 5000"
        })
final class PlanCommand implements Callable<Integer> {
    private static final int MOST_USES = 1_000_000;

    @Option(
            names = "--metric",
            paramLabel = "M",
            description = "A metric that is a share of rows: accuracy, recall, precision or specificity.",
            order = 1)
    private String metric;

    @Option(
            names = "--margin",
            paramLabel = "E",
            description = "By how much a value may be off, between 0 and 1.",
            order = 2)
    private Double margin;

    @Option(
            names = "--reliability",
            paramLabel = "P",
            description = "The chance that all answers are within the margin, between 0 and 1.",
            order = 3)
    private Double reliability;

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decisions about different models; 1 when left out.",
            order = 4)
    private int uses;

    @Option(
            names = "--adaptive",
            description = "Each answer may steer the next model, as it does when people see verdicts.",
            order = 5)
    private boolean adaptive;

    @Option(names = "--baseline", description = "The gate is on the difference from a baseline.", order = 6)
    private boolean baseline;

    @Option(names = "--rows", paramLabel = "N", description = "Rows that there are, to be compared.", order = 7)
    private Long rows;

    @Mixin
    private GatePlanOptions planned;

    @Mixin
    private CommonOptions common;

    /** The metrics that are a share of rows, so that Hoeffding's inequality holds for them, and which rows. */
    private enum Counted {
        ACCURACY(Metric.ACCURACY, "rows"),
        RECALL(Metric.RECALL, "rows with the positive label"),
        PRECISION(Metric.PRECISION, "rows that are predicted positive"),
        SPECIFICITY(Metric.SPECIFICITY, "rows without the positive label");

        private final Metric metric;
        private final String what;

        Counted(Metric metric, String what) {
            this.metric = metric;
            this.what = what;
        }

        static Counted of(String name) {
            Metric metric = Metric.find(name)
                    .orElseThrow(() -> new UserError(
                            "metric \"" + name + "\" is unknown. " + NearNames.hint(name, Metric.names())));
            for (Counted counted : values()) {
                if (counted.metric == metric) {
                    return counted;
                }
            }
            throw new UserError("metric " + metric.key()
                    + " is not a share of rows, so no number of rows can be promised"
                    + " for it. Plan with one of "
                    + String.join(
                            ", ",
                            List.of(values()).stream().map(c -> c.metric.key()).toList()) + ".");
        }
    }

    /**
     * The answer of {@code --json}.
     *
     * @param metric key
     * @param margin by how much a value may be off
     * @param reliability chance that all answers are within it
     * @param uses decisions about different models
     * @param adaptive whether each may steer the next model
     * @param baseline whether it is about a difference
     * @param rowsNeeded how many
     * @param rowsCounted which rows these are
     * @param rows how many there are; null when not given
     * @param enough whether that suffices; null when not given
     */
    private record Plan(
            String metric,
            double margin,
            double reliability,
            int uses,
            boolean adaptive,
            boolean baseline,
            long rowsNeeded,
            String rowsCounted,
            Long rows,
            Boolean enough) {}

    @Override
    public Integer call() throws IOException {
        if (rows != null && rows < 0) {
            throw new UserError("--rows is " + rows + "; a number of rows is expected.");
        }
        if (planned.isGiven()) {
            if (metric != null || margin != null || reliability != null) {
                throw new UserError(
                        "--gate plans for one gate, --metric with --margin and --reliability for many uses; give"
                                + " one of both.");
            }
            return planned.plan(common.console(), rows);
        }
        if (metric == null || margin == null || reliability == null) {
            throw new UserError("give --gate, or --metric with --margin and --reliability.");
        }
        Counted counted = Counted.of(metric);
        requireShare("--margin", margin);
        requireShare("--reliability", reliability);
        if (uses < 1 || uses > MOST_USES) {
            throw new UserError("--uses is " + uses + "; an integer from 1 to " + MOST_USES + " is expected.");
        }
        long needed = TestSetReuse.rows(
                baseline ? TestSetReuse.Condition.DIFFERENCE : TestSetReuse.Condition.ONE_MODEL,
                adaptive ? TestSetReuse.Adaptivity.FULL : TestSetReuse.Adaptivity.NONE,
                uses,
                margin,
                1 - reliability);
        Boolean enough = rows == null ? null : rows >= needed;
        Console console = common.console();
        console.say(sentence(counted, needed, enough));
        console.result(new Plan(
                counted.metric.key(),
                margin,
                reliability,
                uses,
                adaptive,
                baseline,
                needed,
                counted.what,
                rows,
                enough));
        return Boolean.FALSE.equals(enough) ? 1 : 0;
    }

    private String sentence(Counted counted, long needed, Boolean enough) {
        String what = baseline ? "the difference of two models' " + counted.metric.key() : counted.metric.key();
        String times = uses == 1
                ? "for one model"
                : "for each of " + Figures.count(uses) + " models"
                        + (adaptive ? ", each of which may depend on the answers before it," : "");
        return Figures.count(needed) + " " + counted.what + " are needed to know " + what + " " + times + " to within "
                + Figures.plain(margin) + ", all of them right with a probability of " + Figures.plain(reliability)
                + " (Hoeffding's inequality and the union bound)."
                + (enough == null
                        ? ""
                        : " There are " + Figures.count(rows) + ": "
                                + (enough ? "enough." : Figures.count(needed - rows) + " too few."));
    }

    private static void requireShare(String option, double value) {
        if (!(value > 0 && value < 1)) {
            throw new UserError(option + " is " + value + "; a number between 0 and 1 is expected.");
        }
    }
}
