package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The model that a candidate is compared with, as declared.
 *
 * @param from {@code lastPassed}, {@code deployed}, {@code build}, {@code file}, {@code model}, {@code dummy} or
 *     {@code none}
 * @param path the model or the file of outcomes; for the first three what Jenkins found, null before it looked
 * @param job job to look in; null for this one
 * @param build build whose model it is; null where it is not a certain one
 * @param target where a model is deployed; null for the only one
 * @param firstBuild whether this is declared to be the first build
 * @param allowSame whether the candidate may be compared with itself
 * @param data digest of the test data that Jenkins found it passed its gates on; null when not known
 */
public record SpecBaseline(
        String from,
        String path,
        String job,
        String build,
        String target,
        boolean firstBuild,
        boolean allowSame,
        String data) {

    /** Whether Jenkins must find it, and has not. */
    public boolean isUnresolved() {
        return path == null && !from.equals("dummy") && !from.equals(BaselineRef.NONE);
    }

    /** The same baseline, whose model was brought here. */
    public SpecBaseline at(String place) {
        return new SpecBaseline(from, place, job, build, target, firstBuild, allowSame, data);
    }

    /** As it is written, for one that names a model. */
    public Map<String, Object> declared() {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("from", from);
        written.put("model", path);
        written.put("allowSame", allowSame);
        return written;
    }

    SpecBaseline below(Path folder) {
        return new SpecBaseline(from, Forms.modelBelow(folder, path), job, build, target, firstBuild, allowSame, data);
    }
}
