package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of requests as they once came: JSON Lines, a body each. */
final class RecordedRequests {
    /** The most that are sent. */
    static final int MOST = 1_000;

    private static final long MOST_BYTES = 64L << 20;

    private RecordedRequests() {}

    /**
     * Reads them.
     *
     * @throws UserError when there are none, or more than {@link #MOST}, or a line is no JSON
     */
    static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new UserError(file + " has more than " + (MOST_BYTES >> 20) + " MiB; take fewer requests.");
            }
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                if (requests.size() == MOST) {
                    throw new UserError(file + " has more than " + MOST + " requests; take fewer.");
                }
                requests.add(Json.parse(line, JsonNode.class, file + " line " + number));
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": it is not UTF-8.", e);
        }
        if (requests.isEmpty()) {
            throw new UserError(file + " has no requests; write the body of one in each line, as JSON.");
        }
        return requests;
    }
}
