package io.jenkins.plugins.mlpipeline.steps.worker;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a killed controller could not delete goes with the next build, and nothing else does. */
@WithJenkins
class WorkerFoldersTest {
    @TempDir
    private File temporary;

    @Test
    void theFolderOfABuildThatIsOverGoesWithTheNextOne(JenkinsRule j) throws Exception {
        FilePath beside = new FilePath(temporary);
        FreeStyleProject job = j.createFreeStyleProject();
        FreeStyleBuild first = j.buildAndAssertSuccess(job);
        FilePath left = new WorkerFolders(beside).create("model", first);
        FilePath twin = new WorkerFolders(beside).create("other", first);
        FilePath gone = new WorkerFolders(beside).create("model", j.buildAndAssertSuccess(job));
        assertThat(left.exists()).isFalse();
        assertThat(twin.exists()).isFalse();
        gone.child("build").write("deleted-job#7", "UTF-8");
        FilePath unnamed = beside.child("ml-model-00000000-0000-0000-0000-000000000000");
        unnamed.child("spec.json").write("{}", "UTF-8");
        FilePath libraries = beside.child("ml-pipeline-lib");
        libraries.child("build").write(first.getExternalizableId(), "UTF-8");
        FilePath nonsense = beside.child("ml-model-00000000-0000-0000-0000-000000000001");
        nonsense.child("build").write("no build at all", "UTF-8");

        FilePath next = new WorkerFolders(beside).create("model", j.buildAndAssertSuccess(job));

        assertThat(gone.exists()).isFalse();
        assertThat(unnamed.exists()).isTrue();
        assertThat(libraries.exists()).isTrue();
        assertThat(nonsense.exists()).isTrue();
        assertThat(next.child("build").readToString()).endsWith("#3");
    }

    @Test
    void theFolderOfABuildThatRunsStays(JenkinsRule j) throws Exception {
        FilePath beside = new FilePath(temporary);
        FreeStyleBuild other = j.buildAndAssertSuccess(j.createFreeStyleProject());
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException, IOException {
                FilePath ours = new WorkerFolders(beside).create("model", build);
                FilePath parallel = new WorkerFolders(beside).create("other", build);
                new WorkerFolders(beside).create("model", other);
                return ours.exists() && parallel.exists();
            }
        });

        j.buildAndAssertSuccess(job);
    }
}
