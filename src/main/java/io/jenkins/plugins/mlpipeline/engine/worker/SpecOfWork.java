package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a worker shall do, in the words of a spec. */
final class SpecOfWork {
    private SpecOfWork() {}

    /**
     * The spec file, if one is named, with the options over it. Relative paths of the file are below its folder, those of
     * options below the workspace; all are absolute in the answer.
     */
    static Spec of(WorkerSpec work) throws IOException {
        Path workspace = Path.of(work.workspace());
        Spec options = Spec.of(withThreads(work), work.command()).below(workspace);
        if (work.spec() == null) {
            return options;
        }
        Path file = workspace.resolve(work.spec());
        return Spec.read(file).below(file.toAbsolutePath().getParent()).overriddenBy(options);
    }

    /** The limit of the process holds for every stage. */
    private static Map<String, Object> withThreads(WorkerSpec work) {
        Map<String, Object> options = new LinkedHashMap<>(work.options());
        for (String section : new String[] {WorkerSpec.TRAIN, WorkerSpec.VALIDATE}) {
            Map<String, Object> below = new LinkedHashMap<>();
            if (options.get(section) instanceof Map<?, ?> given) {
                given.forEach((key, value) -> below.put(String.valueOf(key), value));
            }
            below.put("threads", work.threads());
            options.put(section, below);
        }
        return options;
    }
}
