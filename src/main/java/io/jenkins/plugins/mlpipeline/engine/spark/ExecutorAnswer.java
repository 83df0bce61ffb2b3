package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an executor answered for a file: a mistake in the rows, or what was asked for. */
final class ExecutorAnswer {
    private ExecutorAnswer() {}

    /**
     * Opens an answer; what is read next was asked for.
     *
     * @throws UserError when it is a mistake, in its words
     */
    static DataInputStream open(Path answer) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(answer)));
        if (in.readByte() == ExecutorScoring.MISTAKE) {
            String mistake = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            in.close();
            throw new UserError(mistake);
        }
        return in;
    }
}
