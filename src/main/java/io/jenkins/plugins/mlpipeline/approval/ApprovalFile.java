package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The approvals of a job, in its own directory: they outlive builds and go with the job.
 *
 * @param schemaVersion 1
 * @param approvals in the order in which they were given
 */
record ApprovalFile(int schemaVersion, List<Entry> approvals) {
    private static final int SCHEMA_VERSION = 1;
    private static final String NAME = "ml-pipeline-approvals.json";

    ApprovalFile {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "the approvals have schema version " + schemaVersion + "; this version reads " + SCHEMA_VERSION);
        }
        approvals = List.copyOf(approvals);
    }

    /**
     * One approval.
     *
     * @param id name of the model within builds
     * @param digest {@code sha256:<hex>} of the model or image that was judged
     * @param build number of the build whose verdict was approved
     */
    record Entry(String id, String digest, int build, Approval approval) {}

    static ApprovalFile of(Job<?, ?> job) throws IOException {
        Path path = path(job);
        return Files.isRegularFile(path)
                ? Json.read(path, ApprovalFile.class)
                : new ApprovalFile(SCHEMA_VERSION, List.of());
    }

    ApprovalFile with(Entry entry) {
        List<Entry> all = new ArrayList<>(approvals);
        all.add(entry);
        return new ApprovalFile(SCHEMA_VERSION, all);
    }

    void write(Job<?, ?> job) throws IOException {
        Json.write(path(job), this);
    }

    private static Path path(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(NAME);
    }
}
