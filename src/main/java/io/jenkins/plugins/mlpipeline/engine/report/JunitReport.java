package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.List;

/**
 * A verdict as JUnit XML: a suite for the model, a case for each gate, or for each slice of one. FAIL is a failure; ERROR and INCONCLUSIVE are
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
        List<JunitCase> cases = JunitCase.of(gate.gates());
        boolean none = cases.isEmpty();
        String tests = Integer.toString(none ? 1 : cases.size());
        String failures = count(cases, "failure");
        String errors = none ? "1" : count(cases, "error");
        String skipped = count(cases, "skipped");
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
                                    cases.forEach(one -> testCase(suite, title, one));
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

    private static void testCase(Markup suite, String title, JunitCase one) {
        suite.in(
                        "testcase",
                        test -> {
                            if (one.element() == null) {
                                test.text("system-out", one.reason());
                            } else {
                                problem(test, one.element(), one.type(), one.reason());
                            }
                        },
                        "classname",
                        title,
                        "name",
                        PlainText.line(one.name()),
                        "time",
                        "0")
                .line();
    }

    private static void problem(Markup test, String element, String type, String reason) {
        if (element.equals("skipped")) {
            test.empty(element, "message", PlainText.line(reason));
        } else {
            test.text(element, reason, "message", PlainText.line(reason), "type", type);
        }
    }

    private static String count(List<JunitCase> cases, String element) {
        return Long.toString(
                cases.stream().filter(c -> element.equals(c.element())).count());
    }
}
