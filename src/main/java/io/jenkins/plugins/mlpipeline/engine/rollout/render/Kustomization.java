package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A folder that {@code kustomize}, or {@code kubectl kustomize}, makes manifests of. */
public final class Kustomization {
    private static final List<String> FILES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private Kustomization() {}

    /**
     * Renders a folder.
     *
     * @param folder with a {@code kustomization.yaml}
     * @throws UserError when it has none, there is no program for it, or that fails
     */
    public static Rendering render(String folder, Surroundings surroundings) {
        return write(folder, surroundings).rendering();
    }

    /** The same, as the program wrote it. */
    public static RenderedText write(String folder, Surroundings surroundings) {
        Path path = surroundings.folder().resolve(folder);
        if (FILES.stream().noneMatch(name -> Files.isRegularFile(path.resolve(name)))) {
            throw new UserError(
                    "kustomize: " + folder + " is no folder with a kustomization.yaml; name the folder of an overlay.");
        }
        String absolute = path.toAbsolutePath().normalize().toString();
        Optional<Program> own = Program.find("kustomize", surroundings);
        String text;
        String by;
        if (own.isPresent()) {
            text = own.get().run(List.of("build", absolute));
            by = "kustomize " + own.get().run(List.of("version")).strip();
        } else {
            Program kubectl = Program.find("kubectl", surroundings)
                    .orElseThrow(() -> new UserError("kustomize: there is neither kustomize nor kubectl on the PATH;"
                            + " install one of them, or render the folder before and name what comes of it."));
            text = kubectl.run(List.of("kustomize", absolute));
            by = "kubectl kustomize, " + version(kubectl);
        }
        return new RenderedText(by, folder, null, text, new ArrayList<>());
    }

    /** For example {@code Kustomize Version: v5.5.0}. */
    private static String version(Program kubectl) {
        return kubectl.run(List.of("version", "--client"))
                .lines()
                .filter(line -> line.startsWith("Kustomize"))
                .findFirst()
                .orElse("version not known");
    }
}
