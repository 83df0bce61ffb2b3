package io.jenkins.plugins.mlpipeline.index;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is known of all jobs' models without loading their builds. */
class ModelIndexTest {
    @Test
    @WithJenkins
    void whatIsMissingOrDamagedIsMadeAnewFromTheBuilds(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build).trained("a", "random_forest", null);
        assertThat(ModelIndex.get().of("job")).isEmpty();
        Path complete = j.jenkins.getRootDir().toPath().resolve(ModelIndex.COMPLETE);
        Path file = job.getRootDir().toPath().resolve(ModelIndex.FILE);
        Files.deleteIfExists(complete);

        ModelIndex never = new ModelIndex();
        never.readAll();
        assertThat(never.of("job")).extracting(IndexedModel::id).containsExactly("a");
        assertThat(never.isReady()).isTrue();
        assertThat(complete).exists();

        Files.writeString(file, "{\"schemaVersion\": 7}");
        ModelIndex damaged = new ModelIndex();
        damaged.readAll();
        assertThat(damaged.of("job")).extracting(IndexedModel::id).containsExactly("a");

        // Every job was looked at once: one without a file is not looked through again.
        Files.delete(file);
        ModelIndex without = new ModelIndex();
        without.readAll();
        assertThat(without.of("job")).isEmpty();
        without.ended(build);
        assertThat(without.of("job")).extracting(IndexedModel::id).containsExactly("a");
    }

    @Test
    void buildsMayEndInAnotherOrderThanTheyBegan() {
        IndexedModel third = model(3, 0.3);
        IndexedModel both = third.with(model(2, 0.2));

        assertThat(both.build()).isEqualTo(3);
        assertThat(both.value()).isEqualTo(0.3);
        assertThat(both.trend()).extracting(IndexedModel.Point::value).containsExactly(0.2, 0.3);
        assertThat(both.without(3).value()).isNull();
    }

    @Test
    void thirtyBuildsOfAModelAndAHundredModelsAreRemembered() {
        IndexedModel model = model(1, 0);
        for (int build = 2; build <= 40; build++) {
            model = model.with(model(build, build));
        }
        assertThat(model.points()).hasSize(30);
        assertThat(model.trend().get(0).build()).isEqualTo(11);

        IndexedJob job = IndexedJob.EMPTY.with(IntStream.rangeClosed(1, 120)
                .mapToObj(i -> new IndexedModel(
                        "m" + i, i, 0, null, null, null, null, null, Map.of(), List.of(), null, null, List.of()))
                .toList());
        assertThat(job.models()).hasSize(100);
        assertThat(job.models().get(0).id()).isEqualTo("m120");
    }

    private static IndexedModel model(int build, double value) {
        return new IndexedModel(
                "m",
                build,
                0,
                "PASS",
                null,
                null,
                null,
                "accuracy",
                Map.of("accuracy", value),
                List.of(),
                null,
                null,
                List.of(new IndexedModel.Point(build, "accuracy", value, "PASS")));
    }
}
