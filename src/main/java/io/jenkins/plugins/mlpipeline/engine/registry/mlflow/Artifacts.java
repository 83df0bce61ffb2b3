package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.registry.ArtifactPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The server's own store of artifacts, and no other: files are listed, brought here, and put there. */
final class Artifacts {
    private static final String SCHEME = "mlflow-artifacts:";
    private static final int MOST_FILES = 1_000;
    /** Each is a question to the server. */
    private static final int MOST_FOLDERS = 1_000;
    /** Of all files of a model together. */
    static final long MOST_BYTES = 16L << 30;

    private final MlflowClient client;
    private final long most;

    /** @param most bytes of all files of a model together that are brought here */
    Artifacts(MlflowClient client, long most) {
        this.client = client;
        this.most = most;
    }

    /**
     * The path in the store that an address names.
     *
     * @param what whose address it is, for messages
     * @throws UserError when it is somewhere else
     */
    String path(String what, String address) {
        if (!address.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || address.startsWith("//", SCHEME.length())) {
            throw new UserError(
                    what + ": its files are at " + address + ", and only the artifact proxy of "
                            + client.server()
                            + " is asked. Run the server with --artifacts-destination, so that it serves the"
                            + " files itself, and log the model again; or download it in a step of your own and name the file.");
        }
        String path = address.substring(SCHEME.length()).replaceFirst("^/", "");
        if (!ArtifactPath.isOne(path)) {
            throw new UserError(what + ": " + client.server() + " says that its files are at \"" + address
                    + "\", which is no path. Log the model again.");
        }
        return path;
    }

    /** The address of a path in the store. */
    static String address(String path) {
        return SCHEME + "/" + path;
    }

    /**
     * The files below a folder, by their paths within it, with their sizes; none when there is no such folder.
     *
     * @throws UserError when there are more than are taken, or a name is none
     */
    SortedMap<String, Long> files(String folder) throws IOException {
        SortedMap<String, Long> files = new TreeMap<>();
        list(folder, "", files, new HashSet<>());
        return files;
    }

    /** The size of a file in a folder; empty when there is none of that name. */
    Optional<Long> size(String folder, String name) throws IOException {
        for (JsonNode entry : client.list(folder).path("files")) {
            if (entry.path("path").asText("").equals(name)
                    && !entry.path("is_dir").asBoolean()) {
                return Optional.of(entry.path("file_size").asLong(0));
            }
        }
        return Optional.empty();
    }

    /** @param folders paths of the folders that were listed before */
    private void list(String folder, String below, SortedMap<String, Long> files, Set<String> folders)
            throws IOException {
        if (!folders.add(below) || folders.size() > MOST_FOLDERS) {
            throw new UserError(folder + ": has more than " + MOST_FOLDERS
                    + " folders, or one of them twice, which no model needs. Log the model into a folder of its own.");
        }
        int depth = below.isEmpty() ? 0 : below.split("/").length;
        for (JsonNode entry :
                client.list(below.isEmpty() ? folder : folder + "/" + below).path("files")) {
            String name = entry.path("path").asText("");
            if (!PackageFiles.isName(name) || depth >= ArtifactPath.DEEPEST) {
                throw new UserError(folder + ": " + client.server() + " lists \"" + name
                        + "\" in it, which is no name of a file, or is nested too deep. Log the model again.");
            }
            String path = below.isEmpty() ? name : below + "/" + name;
            if (entry.path("is_dir").asBoolean()) {
                list(folder, path, files, folders);
            } else {
                files.put(path, entry.path("file_size").asLong(0));
            }
            if (folders.contains(path) && files.containsKey(path)) {
                throw new UserError(folder + ": " + client.server() + " lists \"" + path
                        + "\" as a file and as a folder. Log the model again.");
            }
            if (files.size() > MOST_FILES) {
                throw new UserError(folder + ": has more than " + MOST_FILES
                        + " files, which no model needs. Log the model into a folder of its own.");
            }
        }
    }

    /**
     * Brings files here.
     *
     * @param folder where they are in the store
     * @param files paths within it, with their sizes as the server says them
     * @param into an empty folder
     * @return the digests of the bytes that came, by path
     */
    SortedMap<String, String> download(String folder, Map<String, Long> files, Path into) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        long left = most;
        for (Map.Entry<String, Long> file : files.entrySet()) {
            if (file.getValue() > left) {
                throw new UserError(folder + ": has more than " + (most >> 20)
                        + " MiB of files, which is the most that is taken. Log the model alone.");
            }
            Path here = into.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNullElse(here.getParent(), into));
            client.download(folder.isEmpty() ? file.getKey() : folder + "/" + file.getKey(), here, left);
            left -= Files.size(here);
            digests.put(file.getKey(), Digest.ofFile(here));
        }
        return digests;
    }

    /** Puts files into a folder of the store. */
    void upload(Map<String, Path> files, String folder) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            client.upload(file.getValue(), folder + "/" + file.getKey());
        }
    }
}
