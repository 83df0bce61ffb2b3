package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import java.nio.file.Path;

/**
 * What a candidate shall be compared with.
 *
 * @param from as in {@link BaselineRef}
 * @param path a model, or a file of outcomes; null for a dummy and for none
 * @param job job whose model it is; null outside of Jenkins
 * @param build build whose model it is; null outside of Jenkins
 * @param firstBuild whether this was declared to be the first build
 * @param allowSame whether the candidate may be compared with itself
 * @param data digest of the test data that the model passed its gates on; null when not known
 */
public record BaselineRequest(
        String from, Path path, String job, String build, boolean firstBuild, boolean allowSame, String data) {
    /** {@link #from} of a model without features. */
    public static final String DUMMY = "dummy";

    /**
     * How the evaluation names it.
     *
     * @param same whether it is the candidate itself
     * @param rows digest of the data that both are asked about
     */
    BaselineRef ref(String digest, String subject, boolean same, String rows) {
        Path name = path == null ? null : path.getFileName();
        return new BaselineRef(
                from,
                name == null ? null : name.toString(),
                digest,
                subject,
                job,
                build,
                firstBuild,
                allowSame,
                same && data != null && data.equals(rows) ? Boolean.TRUE : null);
    }
}
