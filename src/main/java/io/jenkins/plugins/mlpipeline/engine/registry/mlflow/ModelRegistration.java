package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.OtherBytes;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Registers a model that passed its gates: finds or makes a version with its bytes, reads them back, and only then points an
 * alias to it. Whatever fails before, the alias is what it was.
 */
public final class ModelRegistration {
    /** Of a digest, in the name of a folder. */
    private static final int DIGITS = 16;

    private final MlflowRegistry registry;
    private final Models models;
    private final TrackedRuns runs;
    private final Artifacts artifacts;
    private final Clock clock;
    private final Consumer<String> says;

    /**
     * A registration.
     *
     * @param says told what was found or made
     */
    public ModelRegistration(MlflowClient client, Clock clock, Consumer<String> says) {
        this(client, Artifacts.MOST_BYTES, clock, says);
    }

    /**
     * A registration.
     *
     * @param most bytes of a model with all that lies beside it that are brought here, to be compared
     * @param says told what was found or made
     */
    public ModelRegistration(MlflowClient client, long most, Clock clock, Consumer<String> says) {
        this.registry = new MlflowRegistry(client, most);
        this.models = new Models(client);
        this.runs = new TrackedRuns(client);
        this.artifacts = new Artifacts(client, most);
        this.clock = clock;
        this.says = says;
    }

    /**
     * What is asked for.
     *
     * @param model the file or package, or a reference
     * @param grounds by which it may
     * @param name of the registered model, see {@link ModelReference#NAME}
     * @param alias to point to it; null for none
     * @param experiment where a run is made when the model has none
     * @param log what is logged to the run; null for nothing
     */
    public record Request(
            String model, RegistrationGrounds grounds, String name, String alias, String experiment, RunLog log) {
        /** @throws UserError when name or alias are none that MLflow takes */
        public Request {
            requireName(name);
            if (alias != null) {
                requireAlias(alias);
            }
        }
    }

    /** @throws UserError when a text is no name that MLflow takes for a registered model */
    public static String requireName(String name) {
        if (!ModelReference.NAME.matcher(name).matches()) {
            throw new UserError("the name \"" + name + "\" can't be that of a registered model: it may not have any of"
                    + " / : @ ' \" ` % \\ in it, and 256 characters at most.");
        }
        return name;
    }

    /** @throws UserError when a text is no alias that MLflow takes */
    public static void requireAlias(String alias) {
        boolean reserved = alias.equalsIgnoreCase("latest") || alias.matches("[vV][0-9]+");
        if (reserved || !ModelReference.ALIAS.matcher(alias).matches()) {
            throw new UserError("the alias \"" + alias + "\" can't be one: letters, digits, - and _ are, but not"
                    + " \"latest\" or a version such as \"v1\".");
        }
    }

    /**
     * What was registered.
     *
     * @param name of the registered model
     * @param version its version
     * @param digest {@code sha256:<hex>} of the model
     * @param alias that points to it; null when none was asked for
     */
    public record Registered(String name, String version, String digest, String alias) {}

    /** A version that was made, and its run. */
    private record Made(ModelReference.Version version, String run) {}

    /**
     * Registers.
     *
     * @throws OtherBytes when the model is not the one that was judged
     * @throws TamperedVersion when the version that is there has other bytes than it had
     * @throws UserError when the server refuses or fails; then the alias is what it was
     */
    public Registered run(Request request) throws IOException {
        try (FetchedModels brought = new FetchedModels(registry, says);
                TemporaryFolder folder =
                        TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "ml-pipeline-register-")) {
            Fetched given = given(request, brought);
            ColumnOrder order = new ColumnOrder(request.grounds().columns());
            order.require(request.model(), given.model());
            ModelReference.Version version =
                    found(request, given, order, folder.folder()).orElse(null);
            String run;
            if (version == null) {
                Made made = made(request, given, folder.folder());
                version = made.version();
                run = made.run();
            } else {
                run = models.version(version).run();
                models.tag(version, request.grounds().tags());
            }
            requireTags(version, request);
            if (request.log() != null) {
                log(request, run.isEmpty() ? begun(request).id() : run, folder.folder());
            }
            if (request.alias() != null) {
                point(version, request.alias());
            }
            return new Registered(
                    version.name(), version.version(), request.grounds().digest(), request.alias());
        }
    }

    /** The model as it was judged, hashed again. */
    private Fetched given(Request request, FetchedModels brought) throws IOException {
        Optional<ModelReference> reference = ModelReference.of(request.model());
        Fetched given =
                reference.isPresent() ? brought.fetch(reference.get()) : LocalModel.of(Path.of(request.model()));
        if (!given.digest().equals(request.grounds().digest())) {
            throw new OtherBytes(
                    request.model(), given.digest(), request.grounds().digest());
        }
        return given;
    }

    /** The version that has these bytes already: the one that was judged, or one that was made before. */
    private Optional<ModelReference.Version> found(Request request, Fetched given, ColumnOrder order, Path folder)
            throws IOException {
        if (given.reference() instanceof ModelReference.Version version
                && version.name().equals(request.name())) {
            says.accept(version + " is the model that was judged");
            order.missing(version, given.model()).ifPresent(says);
            mark(version, given);
            return Optional.of(version);
        }
        int looked = 0;
        for (RegisteredVersion tagged :
                models.tagged(request.name(), Tags.DIGEST, request.grounds().digest())) {
            ModelReference.Version version = tagged.reference();
            Fetched there = registry.fetch(version, Files.createDirectory(folder.resolve("there-" + looked++)));
            if (order.isStated(there.model())) {
                says.accept(version + " has these bytes already");
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private Made made(Request request, Fetched given, Path folder) throws IOException {
        models.make(request.name());
        String known = runOf(given.reference());
        TrackedRuns.Begun run = known.isEmpty() ? begun(request) : new TrackedRuns.Begun(known, runs.artifacts(known));
        boolean well = false;
        try {
            String root = artifacts.path("the run " + run.id(), run.artifacts());
            String digest = Digest.hex(request.grounds().digest());
            String place = root + "/registered/" + digest.substring(0, DIGITS) + "-" + clock.millis();
            artifacts.upload(
                    LocalModel.files(
                            given, request.grounds().columns(), Files.createDirectory(folder.resolve("described"))),
                    place);
            ModelReference.Version version = models.makeVersion(
                    request.name(),
                    Artifacts.address(place),
                    run.id(),
                    request.grounds().tags());
            Fetched back = registry.stored(version, Files.createDirectory(folder.resolve("back")));
            if (!back.digest().equals(request.grounds().digest())) {
                throw new TamperedVersion(
                        version.toString(),
                        "its model",
                        back.digest(),
                        request.grounds().digest());
            }
            mark(version, back);
            says.accept(version + " was made");
            well = true;
            return new Made(version, run.id());
        } finally {
            if (known.isEmpty()) {
                runs.end(run.id(), well, clock);
            }
        }
    }

    /** The run that logged a model; empty when there is none. */
    private String runOf(ModelReference reference) throws IOException {
        if (reference instanceof ModelReference.OfRun run) {
            return run.run();
        }
        return reference instanceof ModelReference.Version version
                ? models.version(version).run()
                : "";
    }

    private TrackedRuns.Begun begun(Request request) throws IOException {
        return runs.begin(
                request.experiment(),
                "register " + request.name(),
                request.grounds().tags(),
                clock);
    }

    /** From now on its bytes are known. */
    private void mark(ModelReference.Version version, Fetched stored) throws IOException {
        models.tag(version, Map.of(Tags.DIGEST, stored.digest(), Tags.FILES, stored.files()));
    }

    private void requireTags(ModelReference.Version version, Request request) throws IOException {
        Map<String, String> wanted = new TreeMap<>(request.grounds().tags());
        wanted.put(Tags.DIGEST, request.grounds().digest());
        Map<String, String> tags = models.version(version).tags();
        wanted.forEach((key, value) -> {
            if (!value.equals(tags.get(key))) {
                throw new UserError(version + ": its tag " + key + " is \"" + tags.get(key) + "\" and was set to \""
                        + value + "\". Register again when nobody else changes it.");
            }
        });
    }

    private void log(Request request, String run, Path folder) throws IOException {
        RunLog log = request.log();
        String root = artifacts.path("the run " + run, runs.artifacts(run));
        Map<String, Path> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> document : log.documents().entrySet()) {
            files.put(document.getKey(), Files.writeString(folder.resolve(document.getKey()), document.getValue()));
        }
        artifacts.upload(files, root + "/ml-pipeline");
        runs.metrics(run, log.metrics(), clock);
        says.accept("metrics and documents were logged to the run " + run);
    }

    /** Points an alias to a version; the server knows no compare-and-swap, so that it is read back. */
    private void point(ModelReference.Version version, String alias) throws IOException {
        ModelReference.Aliased aliased = new ModelReference.Aliased(version.name(), alias);
        UserError failure = null;
        try {
            models.setAlias(version, alias);
        } catch (UserError e) {
            failure = e;
        }
        Optional<ModelReference.Version> now = models.alias(aliased);
        if (now.equals(Optional.of(version))) {
            says.accept(aliased + " is " + version);
            return;
        }
        String there = now.map(ModelReference.Version::toString).orElse("nothing");
        throw failure == null
                ? new UserError(aliased + ": is " + there + " and not " + version
                        + ": somebody else set it at the same time. Look which is right, and set it again.")
                : new UserError(aliased + ": was not set and is " + there + ": " + failure.getMessage(), failure);
    }
}
