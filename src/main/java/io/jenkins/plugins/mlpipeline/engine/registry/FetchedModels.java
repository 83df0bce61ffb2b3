package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The models that one piece of work takes from a registry. Each is brought once, so that a model and its baseline of the same
 * alias are the same version; all are gone when the work is done.
 */
public final class FetchedModels implements AutoCloseable {
    private final ModelSource source;
    private final Consumer<String> says;
    private final Map<ModelReference, Fetched> fetched = new LinkedHashMap<>();
    private TemporaryFolder folder;

    /**
     * @param source asked when a reference comes
     * @param says told which version an alias was
     */
    public FetchedModels(ModelSource source, Consumer<String> says) {
        this.source = source;
        this.says = says;
    }

    /**
     * The place of a model on this machine.
     *
     * @param named a path, which is answered as it is, or a reference; may be null
     */
    public String place(String named) throws IOException {
        Optional<ModelReference> reference = ModelReference.of(named);
        return reference.isEmpty() ? named : fetch(reference.get()).model().toString();
    }

    /** Brings a model here, unless it is here. */
    public Fetched fetch(ModelReference reference) throws IOException {
        Fetched known = fetched.get(reference);
        if (known != null) {
            return known;
        }
        if (folder == null) {
            folder = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "ml-pipeline-model-");
        }
        Path into = Files.createDirectory(folder.folder().resolve(String.valueOf(fetched.size())));
        Fetched model;
        try {
            model = source.fetch(reference, into);
        } catch (TamperedVersion e) {
            throw e;
        } catch (UserError e) {
            throw named(e, into, reference);
        }
        says.accept(reference + (model.reference().equals(reference) ? "" : " is " + model.reference()) + ": "
                + model.digest());
        fetched.put(reference, model);
        return model;
    }

    /** Which registered model a path is; null when it is none. */
    public String sourceOf(String path) {
        return fetched.values().stream()
                .filter(model -> model.model().toString().equals(path))
                .map(model -> model.reference().toString())
                .findFirst()
                .orElse(null);
    }

    /** The same error with models called as somebody named them, and not by folders that are gone when it is read. */
    public UserError named(UserError e) {
        for (Fetched model : fetched.values()) {
            if (String.valueOf(e.getMessage()).contains(model.folder().toString())) {
                return named(e, model.folder(), model.reference());
            }
        }
        return e;
    }

    private static UserError named(UserError e, Path folder, ModelReference reference) {
        String message = String.valueOf(e.getMessage());
        return message.contains(folder.toString())
                ? new UserError(message.replace(folder.toString(), reference.toString()), e)
                : e;
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
