package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.PlainText;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.List;

/**
 * A verdict as JUnit XML: a suite for the model, a case for each gate. FAIL is a failure; ERROR and INCONCLUSIVE are
 * errors, since nothing was decided; a NOTE that does not pass is skipped with its reason, since it must not fail a build.
 * A verdict without gates is one case that is in error: a suite without cases would look fine.
 */
public final class JunitReport {
    private static final int SECONDS = "2026-03-01T12:00:00".length();

    private JunitReport() {}

    /**
     * @param evaluation what was judged
     * @param gate the verdict
     * @return an XML document
     */
    public static String of(Evaluation evaluation, GateResult gate) {
        ReportInput input = new ReportInput(evaluation, gate, null);
        Markup xml = Markup.beginning("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        List<GateOutcome> gates = gate.gates();
        boolean none = gates.isEmpty();
        String tests = Integer.toString(none ? 1 : gates.size());
        String failures = count(gates, "failure");
        String errors = none ? "1" : count(gates, "error");
        String skipped = count(gates, "skipped");
        String title = PlainText.line(input.title());
        String timestamp =
                gate.createdAt().substring(0, Math.min(SECONDS, gate.createdAt().length()));
        xml.in(
                "testsuites",
                suites -> suites.line()
                        .in(
                                "testsuite",
                                suite -> {
                                    suite.line();
                                    properties(suite, input);
                                    if (none) {
                                        suite.in(
                                                        "testcase",
                                                        test -> problem(test, "error", "ERROR", gate.summary()),
                                                        "classname",
                                                        title,
                                                        "name",
                                                        "gates",
                                                        "time",
                                                        "0")
                                                .line();
                                    }
                                    gates.forEach(outcome -> testCase(suite, title, outcome));
                                },
                                "name",
                                title,
                                "tests",
                                tests,
                                "failures",
                                failures,
                                "errors",
                                errors,
                                "skipped",
                                skipped,
                                "time",
                                "0",
                                "timestamp",
                                timestamp)
                        .line(),
                "name",
                "ml-pipeline",
                "tests",
                tests,
                "failures",
                failures,
                "errors",
                errors,
                "skipped",
                skipped);
        return xml.line().toString();
    }

    private static void properties(Markup suite, ReportInput input) {
        suite.in("properties", p -> {
                    property(p, "verdict", input.gate().verdict().name());
                    property(p, "model", input.identity());
                    property(
                            p,
                            "data",
                            input.evaluation().data() == null
                                    ? null
                                    : input.evaluation().data().sha256());
                    property(p, "evaluation", digest(input.gate().evaluation()));
                    property(p, "spec", digest(input.gate().spec()));
                })
                .line();
    }

    private static String digest(GateResult.Reference reference) {
        return reference == null ? null : reference.sha256();
    }

    private static void property(Markup properties, String name, String value) {
        if (value != null) {
            properties.empty("property", "name", name, "value", PlainText.line(value));
        }
    }

    private static void testCase(Markup suite, String title, GateOutcome gate) {
        String element = element(gate);
        suite.in(
                        "testcase",
                        test -> {
                            if (element == null) {
                                test.text("system-out", gate.reason());
                            } else {
                                problem(test, element, gate.verdict().name(), gate.reason());
                            }
                        },
                        "classname",
                        title,
                        "name",
                        PlainText.line(gate.id() + ": " + gate.metric() + " " + gate.required()),
                        "time",
                        "0")
                .line();
    }

    private static void problem(Markup test, String element, String type, String reason) {
        if (element.equals("skipped")) {
            test.empty(element, "message", PlainText.line("Noted, without consequence: " + reason));
        } else {
            test.text(element, reason, "message", PlainText.line(reason), "type", type);
        }
    }

    /** The element for a gate that did not pass; null when it did. */
    private static String element(GateOutcome gate) {
        if (gate.verdict() == Verdict.PASS) {
            return null;
        }
        if (gate.criticality() == Criticality.NOTE && gate.verdict() != Verdict.ERROR) {
            return "skipped";
        }
        return gate.verdict() == Verdict.FAIL ? "failure" : "error";
    }

    private static String count(List<GateOutcome> gates, String element) {
        return Long.toString(
                gates.stream().filter(g -> element.equals(element(g))).count());
    }
}
