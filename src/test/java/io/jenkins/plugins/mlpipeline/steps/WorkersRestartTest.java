package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.elsewhere.ElsewhereStep;
import io.jenkins.plugins.mlpipeline.engine.spark.StandInSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The controller is a process of its own here, and is stopped once while workers are at work: on an agent, inside a block that
 * starts processes in another environment as {@code container} does, in the middle of a look, and while an application of Spark
 * answers.
 */
@Tag("slow")
class WorkersRestartTest {
    private static final String AGENT = "remote";
    /** Other classes run the same pipelines at the same time, and workers are found by the name of their job. */
    private static final String OURS = "restarted-";

    private static final String TRAINING = OURS + "longTraining";
    private static final String ELSEWHERE = OURS + "elsewhereLong";
    private static final String ENDLESS = OURS + "elsewhereEndless";
    private static final String WATCH = OURS + "watch";
    private static final String FITTING = "[ml-pipeline] fitting ";
    private static final String LOOKS = """
            node('built-in') {
              mlTrain data: "${ROWS}/train.csv", label: 'bought', rowId: 'id', posLabel: 'yes', algorithm: 'logistic_regression'
              def look = mlWatch model: 'ml-pipeline/model', data: "${ROWS}/first.csv", rowId: 'id'
              echo "first ${look.state} ${look.columns[0].run}"
              look = mlWatch model: 'ml-pipeline/model', data: "${ROWS}/second.csv", rowId: 'id', java: "${ROWS}/java-that-waits"
              echo "second ${look.state} ${look.columns[0].run}"
            }
            """;

    private static final String SPARK = OURS + "spark";
    private static final String ON_SPARK = """
            node('built-in') {
              mlTrain data: "${ROWS}/train.csv", label: 'bought', rowId: 'id', posLabel: 'yes', algorithm: 'logistic_regression'
              withEnv(["SPARK_HOME=${ROWS}/spark"]) {
                def validated = mlValidate model: 'ml-pipeline/model', data: "${ROWS}/folder", engine: 'spark',
                  master: 'spark://cluster:7077'
                echo "validated ${validated.rows} rows on Spark"
              }
            }
            """;

    @TempDir
    private Path elsewhere;

    @TempDir
    private Path rows;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(600)
            // As outside tests, where it is 15 s: a busy machine brings the agent back later.
            .javaOptions("-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000")
            .addSyntheticPlugin(new RealJenkinsExtension.SyntheticPlugin(ElsewhereStep.class)
                    .header("Plugin-Dependencies", "workflow-step-api:0"));

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final Map<String, ProcessHandle> workers = new HashMap<>();

    /** One that waits for a signal would wait for ever. */
    @AfterEach
    void leaveNoProcess() {
        workers.values().forEach(ProcessHandle::destroyForcibly);
    }

    @TestFactory
    Stream<DynamicTest> workGoesOnWhileTheControllerRestarts() throws Throwable {
        assumeThat(Elsewheres.exist())
                .as("a mount namespace for the test (unshare)")
                .isTrue();
        Elsewheres.fillCache(controller.getHome().toPath(), Bench.libraries());
        writeRows();
        controller.startJenkins();
        agents.createAgent(
                controller,
                InboundAgentExtension.Options.newBuilder()
                        .name(AGENT)
                        .label("agent")
                        .webSocket()
                        .build());
        controller.runRemotely(
                WorkersRestartTest::configure,
                Elsewheres.java(elsewhere) + ":/usr/bin:/bin",
                Path.of("docs/examples").toAbsolutePath().toString(),
                rows.toString());
        controller.runRemotely(WorkersRestartTest::begin, WATCH, LOOKS, "the worker waits");
        controller.runRemotely(WorkersRestartTest::begin, SPARK, ON_SPARK, "[Pipeline] mlValidate");
        awaitFirstAnswer();
        for (String pipeline : new String[] {ENDLESS, ELSEWHERE, TRAINING}) {
            controller.runRemotely(
                    WorkersRestartTest::begin, pipeline, Bench.script(pipeline.substring(OURS.length())), FITTING);
            ProcessHandle worker = worker(pipeline);
            assertThat(Elsewheres.contain(worker)).as(pipeline).isEqualTo(!pipeline.equals(TRAINING));
            // However long the restart takes, it is not at its end before.
            signal("STOP", worker);
            workers.put(pipeline, worker);
        }

        assertThat(controller.runRemotely(WorkersRestartTest::isBuilding, SPARK))
                .isTrue();
        controller.stopJenkins();
        for (Map.Entry<String, ProcessHandle> worker : workers.entrySet()) {
            assertThat(worker(worker.getKey())).as(worker.getKey()).isEqualTo(worker.getValue());
        }
        Files.createFile(rows.resolve("go"));
        controller.startJenkins();
        for (ProcessHandle worker : workers.values()) {
            signal("CONT", worker);
        }

        return Stream.of(
                dynamicTest("an abort after the restart leaves no process in another environment", this::endless),
                dynamicTest("a training goes on in another environment", this::elsewhere),
                dynamicTest("a training goes on", this::training),
                dynamicTest("a validation waits for the application of Spark that it started", this::spark),
                dynamicTest("a look goes on, and the looks before are known", this::looks));
    }

    private void training() throws Throwable {
        String log = controller.runRemotely(WorkersRestartTest::end, TRAINING);

        assertThat(log).containsOnlyOnce("[ml-pipeline] reading").contains("trained gradient_boosting");
        assertThat(Workers.named(TRAINING)).isEmpty();
    }

    private void elsewhere() throws Throwable {
        String log = controller.runRemotely(WorkersRestartTest::end, ELSEWHERE);

        assertThat(log)
                .containsOnlyOnce("[ml-pipeline] fitting\n")
                .contains("trained gradient_boosting", "validated on 200 rows");
        assertThat(Elsewheres.starts(elsewhere))
                .as("of mlTrain and of mlValidate")
                .filteredOn(start -> start.endsWith("/" + ELSEWHERE))
                .hasSize(2);
        assertThat(Workers.named(ELSEWHERE)).isEmpty();
    }

    private void endless() throws Throwable {
        controller.runRemotely(WorkersRestartTest::abort, ENDLESS);

        Workers.waitForNone(ENDLESS);
        assertThat(Elsewheres.starts(elsewhere))
                .filteredOn(start -> start.endsWith("/" + ENDLESS))
                .hasSize(1);
    }

    private void spark() throws Throwable {
        String log = controller.runRemotely(WorkersRestartTest::end, SPARK);

        assertThat(log).contains("validated 600 rows on Spark").doesNotContain("NativeCodeLoader");
        assertThat(Files.readAllLines(rows.resolve("spark-starts"))).hasSize(1);
        assertThat(Workers.named(SPARK)).isEmpty();
    }

    private void looks() throws Throwable {
        String log = controller.runRemotely(WorkersRestartTest::end, WATCH);

        assertThat(log).containsOnlyOnce("the worker waits").contains("first quiet 1", "second quiet 2");
    }

    private void writeRows() throws IOException {
        Files.writeString(rows.resolve("train.csv"), ServedRows.labelled(2000, 1));
        Files.writeString(rows.resolve("first.csv"), ServedRows.asked(500, 2, 12));
        Files.writeString(rows.resolve("second.csv"), ServedRows.asked(500, 3, 12));
        script(
                "java-that-waits",
                "echo the worker waits\nwhile [ ! -e " + rows.resolve("go")
                        + " ]; do sleep 0.2; done\nexec java \"$@\"\n");
        Files.createDirectory(rows.resolve("folder"));
        for (int part = 0; part < 3; part++) {
            Files.writeString(rows.resolve("folder/part-" + part + ".csv"), ServedRows.labelled(200, 5 + part));
        }
        Files.createDirectories(rows.resolve("spark/bin"));
        script(
                "spark/bin/spark-submit",
                "echo started >>'" + rows.resolve("spark-starts") + "'\nexec '" + System.getProperty("java.home")
                        + "/bin/java' -D" + StandInSpark.HOLD + "='" + rows.resolve("go") + "' -cp '"
                        + System.getProperty("java.class.path") + "' " + StandInSpark.class.getName() + " \"$@\"\n");
    }

    private void script(String name, String lines) throws IOException {
        Files.writeString(
                Files.createFile(
                        rows.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
                "#!/bin/sh\n" + lines);
    }

    /** Of the stand-in for Spark, which answers no more until it may. */
    private void awaitFirstAnswer() throws IOException, InterruptedException {
        Path answered = rows.resolve("go" + StandInSpark.ANSWERED);
        try (WatchService events = rows.getFileSystem().newWatchService()) {
            rows.register(events, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(answered)) {
                WatchKey event = events.poll(5, TimeUnit.MINUTES);
                assertThat(event).as("an answer of Spark").isNotNull();
                event.reset();
            }
        }
    }

    private static void signal(String signal, ProcessHandle worker) throws IOException, InterruptedException {
        String pid = String.valueOf(worker.pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static ProcessHandle worker(String pipeline) {
        assertThat(Workers.named(pipeline)).as(pipeline).hasSize(1);
        return Workers.named(pipeline).get(0);
    }

    private static void configure(JenkinsRule r, String path, String examples, String rows) throws Throwable {
        ((Slave) r.jenkins.getNode(AGENT)).setNumExecutors(3);
        r.jenkins.setNodes(r.jenkins.getNodes());
        r.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new Entry("EXAMPLES", examples), new Entry("ELSEWHERE", path), new Entry("ROWS", rows)));
        r.jenkins.save();
    }

    private static void begin(JenkinsRule r, String pipeline, String script, String message) throws Throwable {
        WorkflowJob job = r.createProject(WorkflowJob.class, pipeline);
        job.setDefinition(new CpsFlowDefinition(script, true));
        r.waitForMessage(message, job.scheduleBuild2(0).waitForStart());
    }

    private static WorkflowRun build(JenkinsRule r, String pipeline) {
        return r.jenkins.getItemByFullName(pipeline, WorkflowJob.class).getBuildByNumber(1);
    }

    private static boolean isBuilding(JenkinsRule r, String pipeline) {
        return build(r, pipeline).isBuilding();
    }

    private static String end(JenkinsRule r, String pipeline) throws Throwable {
        return JenkinsRule.getLog(r.assertBuildStatusSuccess(r.waitForCompletion(build(r, pipeline))));
    }

    private static void abort(JenkinsRule r, String pipeline) throws Throwable {
        WorkflowRun build = build(r, pipeline);
        r.waitForMessage("Ready to run at", build);
        r.jenkins.getComputer(AGENT).waitUntilOnline();

        build.doStop();

        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
    }
}
