package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.alert.Alert;
import io.jenkins.plugins.mlpipeline.engine.alert.AlertReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.foresight.Foresight;
import io.jenkins.plugins.mlpipeline.engine.foresight.History;
import io.jenkins.plugins.mlpipeline.engine.foresight.HistoryFile;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.LookLedger;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchState;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposed;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.ExpositionFormat;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.RenderedText;
import io.jenkins.plugins.mlpipeline.engine.verification.AskedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/** What comes in after a model was let through, and what is made of strangers' texts for others: alerts, looks, names in a scrape. */
final class LaterTargets {
    /** A text of which every one is answered. */
    static final String NAMES = "names in a scrape";

    private static final Instant LOOKED = Instant.parse("2026-11-05T12:00:00Z");
    private static final int WINDOWS = 3;
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    /** A line of the format as its grammar has it: what is between quotes has neither quote nor line feed that is not escaped. */
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z_]+(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\"\\\\n])*\"(,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\"\\\\n])*\")*})?"
                    + " (NaN|[+-]?Inf|-?[0-9.E-]+)");

    private LaterTargets() {}

    private static Target.Sample sample(String name, String text) {
        return new Target.Sample(name, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static Target alerts() {
        String alert = "{'status': '%s', 'labels': {'alertname': 'FraudErrors', 'namespace': 'bank'}, 'annotations':"
                + " {'summary': 'too many'}, 'startsAt': '2026-11-30T12:00:00Z', 'endsAt': '0001-01-01T00:00:00Z',"
                + " 'fingerprint': 'c0ffee'}";
        String message = "{'version': '4', 'groupKey': 'g', 'status': 'firing', 'receiver': 'r', 'alerts': [%s]}";
        List<Target.Sample> corpus = List.of(
                sample("firing", message.formatted(alert.formatted("firing"))),
                sample("both", message.formatted(alert.formatted("firing") + "," + alert.formatted("resolved"))));
        List<Mutator> damage = List.of(new JsonMutator(), new ByteMutator(), BombMutator.json());
        return new Target("alerts", corpus, damage, (of, bytes, folder) -> {
            List<Alert> alerts = AlertReader.read(new String(bytes, StandardCharsets.UTF_8));
            assertThat(alerts).hasSizeBetween(1, 500);
            for (Alert one : alerts) {
                assertThat(one.name()).matches(SAFE);
                assertThat(one.fingerprint()).matches("[0-9a-f]{1,64}");
                assertThat(Digest.isDigest(one.key())).isTrue();
                assertThat(Json.write(one.someLabels())).hasSizeLessThan(20_000);
            }
        });
    }

    /** What a worker says of a look, as the controller takes it. */
    static Target looks() {
        String model = Digest.ofText("model");
        String past = "{'at': '%s', 'rows': 900, 'digest': '" + Digest.ofText("rows") + "', 'alpha': 0.001, 'tests':"
                + " {'input age': %s, 'answers': false}, 'counts': {'input age': '1 2 3'}, 'answers': null,"
                + " 'labelled': null}";
        String kept = "{'schemaVersion': 1, 'model': '" + model + "', 'histogram': null, 'edges': null, 'looks': ["
                + past.formatted("2026-11-03T12:00:00Z", "true") + ", "
                + past.formatted("2026-11-04T12:00:00Z", "true");
        String state = kept + ", " + past.formatted(LOOKED, "%s") + "]}";
        String result = "{'schemaVersion': 1, 'state': '%s', 'message': 'It is said.', 'at': '" + LOOKED
                + "', 'model': {'digest': '" + model + "'}, 'data': {'name': 'rows.csv', 'rows': 900, 'digest': null,"
                + " 'seenBefore': null}, 'ledger': {'looks': 3, 'windows': 3, 'falseAlarms': 1.0, 'alpha': 0.001,"
                + " 'tests': 2}, 'alarms': [%s], 'columns': [], 'estimated': {'state': 'none', 'metrics': {}, 'rows': 0,"
                + " 'run': 0, 'reason': 'nothing'}, 'measured': null, 'warnings': []}";
        List<Target.Sample> corpus = List.of(
                sample("state", state.formatted("true")),
                sample("quiet", result.formatted("quiet", "")),
                sample("alarm", result.formatted("alarm", "'input age'")));
        LookLedger before =
                new LookLedger(Json.parse(kept.replace('\'', '"') + "]}", WatchState.class, "watch.json"), WINDOWS);
        List<Mutator> damage = List.of(new JsonMutator(), new ByteMutator(), BombMutator.json());
        return new Target("looks", corpus, damage, (of, bytes, folder) -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean alarm = !of.name().equals("quiet");
            String said =
                    of.name().equals("state") ? text : state.formatted(alarm).replace('\'', '"');
            LookLedger after = before.with(Json.parse(said, WatchState.class, "watch.json"), LOOKED);
            assertThat(after.looks().looks().subList(0, 2))
                    .extracting("digest", "tests")
                    .isEqualTo(before.looks().looks().stream()
                            .map(look -> org.assertj.core.groups.Tuple.tuple(look.digest(), look.tests()))
                            .toList());
            assertThat(after.bad(LOOKED).values()).allMatch(run -> run >= 1 && run <= WINDOWS);
            String claimed = of.name().equals("state")
                    ? result.formatted("alarm", "'input age'").replace('\'', '"')
                    : text;
            WatchResult made = Json.parse(claimed, WatchResult.class, "watch-result.json");
            after.require(made, LOOKED);
            assertThat(made.alarms()).doesNotContainNull();
            assertThat(made.warnings()).doesNotContainNull();
            Json.parse(Json.write(after.looks()), WatchState.class, "watch.json");
        });
    }

    static Target asked() {
        String asked = "{'results': [{'id': 'same-answers', 'answer': 'PASS', 'value': 1.0, 'lower': null, 'upper':"
                + " null, 'threshold': 1.0, 'requests': 10, 'baseline': null, 'reason': 'All agree.'}], 'address':"
                + " 'http://fraud.example', 'startedAt': '2026-11-30T12:00:00Z', 'finishedAt': '2026-11-30T12:01:00Z'}";
        return new Target(
                "asked.json",
                List.of(sample("asked.json", asked)),
                List.of(new JsonMutator(), BombMutator.json()),
                (of, bytes, folder) -> {
                    AskedModel model = Json.read(Files.write(folder.resolve("asked.json"), bytes), AskedModel.class)
                            .checked();
                    assertThat(model.results()).isNotEmpty();
                    assertThat(model.verdict()).isNotNull();
                });
    }

    static Target history() {
        StringBuilder rows = new StringBuilder("at,build,accuracy,accuracy.lower,accuracy.upper,data\n");
        for (int i = 0; i < 30; i++) {
            rows.append("2026-11-%02d,#%d,0.9%d,0.88,0.99,d%d%n".formatted(1 + i % 28, i, i % 7, i / 10));
        }
        return new Target(
                "histories",
                List.of(sample("history.csv", rows.toString())),
                List.of(TextMutator.csv(), new ByteMutator()),
                (of, bytes, folder) -> {
                    Path file = Files.write(folder.resolve("history.csv"), bytes);
                    History history =
                            HistoryFile.read(file, List.of("accuracy")).get("accuracy");
                    Notes notes = Foresight.of(history, null);
                    assertThat(notes.sentences()).allMatch(line -> line.length() < 2_000);
                    Json.parse(Json.write(notes), Notes.class, "notes");
                });
    }

    /** A folder of files as Spark writes them, one of which is damaged. */
    static Target folder(Target.Sample rows, String label) {
        return new Target(
                "folders", List.of(rows), List.of(TextMutator.csv(), new ByteMutator()), (of, bytes, folder) -> {
                    Path all = Files.createDirectories(folder.resolve("rows"));
                    try {
                        Files.write(all.resolve("part-00000.csv"), rows.bytes());
                        Files.write(all.resolve("part-00001.csv"), bytes);
                        Files.write(all.resolve("_SUCCESS"), new byte[0]);
                        TrainingData data =
                                TableReader.read(all, CsvFormat.DEFAULT, ColumnSelection.of(label), null, null);
                        assertThat(data.rows()).isGreaterThan(10);
                        assertThat(data.features().names()).doesNotContain(label);
                    } finally {
                        FileUtils.deleteDirectory(all.toFile());
                    }
                });
    }

    /** What a renderer on an agent wrote. */
    static Target rendered(List<Target.Sample> manifests) {
        List<Target.Sample> corpus = manifests.stream()
                .map(m -> new Target.Sample(
                        m.name(),
                        ("---\n# Source: chart/templates/" + m.name() + "\n"
                                        + new String(m.bytes(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new Target(
                "rendered charts",
                corpus,
                List.of(TextMutator.yaml(), new ByteMutator(), BombMutator.yaml()),
                (of, bytes, folder) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    RenderedText written = new RenderedText(
                            "helm v3\n" + text.substring(0, Math.min(9, text.length())),
                            "chart",
                            "fraud",
                            text,
                            new ArrayList<>(List.of(text)));
                    List<Manifest> made = written.rendering().manifests();
                    assertThat(made).isNotEmpty();
                    assertThat(written.rendering().warnings())
                            .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
                });
    }

    /** Whatever a stranger calls a job, a model or a metric, each sample stays a line of its own. */
    static Target names() {
        return new Target(
                NAMES,
                List.of(sample("names", "bank/fraud\nchampion\naccuracy\nPASS\n")),
                List.of(TextMutator.csv(), new ByteMutator(), new LogMutator()),
                (of, bytes, folder) -> {
                    String[] names = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
                    String first = names[0];
                    String second = names.length > 1 ? names[1] : null;
                    String third = names.length > 2 ? names[2] : first;
                    Exposition exposition = new Exposition();
                    exposition.add(Exposed.MODEL_METRIC, first.length() / 7.0, first, second, third);
                    exposition.state(Exposed.MODEL_VERDICT, List.of("PASS", "FAIL"), third, first, second);
                    exposition.info(Exposed.MODEL, first, second, third, "1", first);
                    for (Map.Entry<ExpositionFormat, Integer> format : Map.of(
                                    ExpositionFormat.OPENMETRICS, 1, ExpositionFormat.TEXT, 0)
                            .entrySet()) {
                        String text = exposition.text(format.getKey());
                        List<String> lines = List.of(text.split("\n", -1));
                        List<String> samples = lines.stream()
                                .filter(l -> !l.startsWith("#") && !l.isEmpty())
                                .toList();
                        assertThat(samples)
                                .hasSize(4)
                                .allMatch(l -> SAMPLE.matcher(l).matches());
                        assertThat(lines).hasSize(4 + 3 * 2 + format.getValue() + 1);
                    }
                });
    }
}
