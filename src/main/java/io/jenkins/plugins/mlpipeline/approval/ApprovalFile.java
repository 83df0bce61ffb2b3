package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
        if (approvals == null) {
            throw new IllegalArgumentException("there is no list of approvals");
        }
        approvals = List.copyOf(approvals);
    }

    /**
     * One approval.
     *
     * @param id name of the model within builds
     * @param digest {@code sha256:<hex>} of the model or image that was judged
     * @param gates see {@link Matter}; null in what an older version wrote, which then counts for nothing
     * @param data see {@link Matter}
     * @param build number of the build whose verdict was approved
     */
    record Entry(String id, String digest, String gates, String data, int build, Approval approval) {
        Entry {
            if (id == null || digest == null || approval == null) {
                throw new IllegalArgumentException("an approval names a model and its digest");
            }
        }

        static Entry of(Matter matter, int build, Approval approval) {
            return new Entry(matter.id(), matter.digest(), matter.gates(), matter.data(), build, approval);
        }

        private boolean isAbout(Matter matter) {
            return id.equals(matter.id())
                    && digest.equals(matter.digest())
                    && Objects.equals(gates, matter.gates())
                    && Objects.equals(data, matter.data());
        }
    }

    /**
     * The approvals of a job.
     *
     * @throws UserError when the file is not as this version writes it: nothing in it counts then, and nothing is written over it
     */
    static ApprovalFile of(Job<?, ?> job) {
        Path path = path(job);
        if (Files.notExists(path)) {
            return new ApprovalFile(SCHEMA_VERSION, List.of());
        }
        try {
            return Json.parse(Files.readString(path, StandardCharsets.UTF_8), ApprovalFile.class, NAME);
        } catch (UserError e) {
            throw damaged(job, e.getMessage().replaceAll("\\.$", ""), e);
        } catch (IOException e) {
            throw damaged(job, NAME + " can't be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static UserError damaged(Job<?, ?> job, String reason, Exception cause) {
        return new UserError(
                "The approvals of " + job.getFullName() + " count for nothing, because their file is damaged: " + reason
                        + ". Bring the file in the job's folder back from a backup, or delete it and approve anew.",
                cause);
    }

    /** Whether a model was approved at all. */
    boolean mentions(String id, String digest) {
        return approvals.stream()
                .anyMatch(entry -> entry.id().equals(id) && entry.digest().equals(digest));
    }

    /** The last approval of what was judged; empty when there was none. */
    Optional<Entry> last(Matter matter) {
        return approvals.stream().filter(entry -> entry.isAbout(matter)).reduce((earlier, later) -> later);
    }

    /** The last approval of the same model under other gates or on other rows; empty when there was none. */
    Optional<Entry> beside(Matter matter) {
        return approvals.stream()
                .filter(entry ->
                        entry.id().equals(matter.id()) && entry.digest().equals(matter.digest()))
                .filter(entry -> !entry.isAbout(matter))
                .reduce((earlier, later) -> later);
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
