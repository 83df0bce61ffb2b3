package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents with one part taken out or replaced: a report, or one sentence for the user, never a crash. */
class DamagedDocumentsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void oneDamageInAHundred() {
        all(97);
    }

    @Test
    @Tag("slow")
    void everyDamage() {
        all(1);
    }

    private static void all(int step) {
        Evaluation whole = Samples.evaluation("german-credit");
        JsonNode evaluations = shortened(Json.tree(whole));
        JsonNode verdicts = shortened(Json.tree(Samples.failing().gate()));
        GateResult gate = Samples.failing().gate();
        JsonNode training = Samples.training();
        assertThat(damaged(evaluations, step, node -> {
                    Evaluation evaluation = Json.convert(node, Evaluation.class, "evaluation.json");
                    render(ReportInput.of(evaluation, null, null));
                    render(ReportInput.of(evaluation, gate, training));
                }))
                .isPositive();
        assertThat(damaged(
                        verdicts,
                        step,
                        node -> render(ReportInput.of(whole, Json.convert(node, GateResult.class, "gate.json"), null))))
                .isPositive();
        assertThat(damaged(shortened(training), step, node -> render(ReportInput.of(whole, null, node))))
                .isPositive();
        // A gate on what is gone doesn't pass for want of it.
        Gates failing = GateReader.parse(List.of("accuracy>=0.94", "roc_auc>=0.9", "log_loss<=0.1"));
        assertThat(damaged(evaluations, step, node -> {
                    Evaluation evaluation = Json.convert(node, Evaluation.class, "evaluation.json");
                    GateResult result = GateEvaluator.evaluate(evaluation, failing, null, null, Samples.NOW);
                    assertThat(result.verdict()).isIn(Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE);
                }))
                .isPositive();
    }

    private static void render(ReportInput input) {
        HtmlReport.page(input);
        MarkdownReport.of(input);
        if (input.gate() != null) {
            TextReport.of(input.gate(), true);
            JunitReport.of(input.evaluation(), input.gate());
        }
    }

    /** Damages every part in every way, or one in so many; answers how many documents could still be used. */
    static int damaged(JsonNode whole, int step, Consumer<JsonNode> use) {
        List<UnaryOperator<JsonNode>> damages = new ArrayList<>(List.of(
                n -> NODES.nullNode(),
                n -> NODES.textNode("x"),
                n -> NODES.textNode(""),
                n -> NODES.numberNode(-1e300),
                n -> NODES.numberNode(0),
                n -> NODES.arrayNode(),
                n -> NODES.arrayNode().addNull(),
                n -> NODES.objectNode(),
                n -> NODES.objectNode().putNull("x")));
        damages.add(null);
        int used = 0;
        int number = 0;
        for (String path : paths(whole)) {
            for (UnaryOperator<JsonNode> damage : damages) {
                if (++number % step == 0) {
                    JsonNode copy = whole.deepCopy();
                    replace(copy, path, damage);
                    used += use(copy, path, use);
                }
            }
        }
        return used;
    }

    private static int use(JsonNode copy, String path, Consumer<JsonNode> use) {
        try {
            use.accept(copy);
            return 1;
        } catch (UserError e) {
            assertThat(e.getMessage()).as(path).isNotBlank();
            return 0;
        } catch (RuntimeException e) {
            throw new AssertionError(path + " of " + copy.at(path), e);
        }
    }

    private static List<String> paths(JsonNode node) {
        List<String> paths = new ArrayList<>();
        collect(node, "", paths);
        return paths;
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        node.properties().forEach(e -> {
            String below = path + "/" + e.getKey().replace("~", "~0").replace("/", "~1");
            paths.add(below);
            collect(e.getValue(), below, paths);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            paths.add(path + "/" + i);
            collect(node.get(i), path + "/" + i, paths);
        }
    }

    /** @param damage null: the part is taken out */
    private static void replace(JsonNode root, String path, UnaryOperator<JsonNode> damage) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, slash));
        String name = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        if (parent instanceof ObjectNode object) {
            if (damage == null) {
                object.remove(name);
            } else {
                object.set(name, damage.apply(object.get(name)));
            }
        } else if (parent instanceof ArrayNode array) {
            int i = Integer.parseInt(name);
            if (damage == null) {
                array.remove(i);
            } else {
                array.set(i, damage.apply(array.get(i)));
            }
        }
    }

    /** Lists cut to two items and maps to three, so that every kind of part is there and the test is quick. */
    static JsonNode shortened(JsonNode node) {
        JsonNode copy = node.deepCopy();
        shorten(copy);
        return copy;
    }

    private static void shorten(JsonNode node) {
        if (node instanceof ArrayNode array) {
            while (array.size() > 2) {
                array.remove(2);
            }
        } else if (node instanceof ObjectNode object && object.has("accuracy")) {
            object.retain("accuracy", "roc_auc", "latency_ms_p95");
        } else if (node instanceof ObjectNode object && object.has("0.01")) {
            object.retain("0.01", "0.25", "0.5", "0.75", "0.99");
        }
        node.forEach(DamagedDocumentsTest::shorten);
    }
}
