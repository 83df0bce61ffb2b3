package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows from standard input, which an option names {@code -}: kept in a file as long as the command runs, as they may be read twice. */
final class StandardInput implements AutoCloseable {
    private static final String NAME = "-";
    private static final String FILE = "standard-input";

    private final TemporaryFolder folder;

    private StandardInput(TemporaryFolder folder) {
        this.folder = folder;
    }

    /**
     * Reads standard input to its end when one of some options names it.
     *
     * @throws UserError when two do
     */
    static StandardInput of(List<Path> options) throws IOException {
        long named =
                options.stream().filter(option -> isMeant(option.toString())).count();
        if (named > 1) {
            throw new UserError("two options read standard input (-). Name a file for one of them.");
        }
        if (named == 0) {
            return new StandardInput(null);
        }
        TemporaryFolder folder =
                TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "ml-pipeline-input-");
        try {
            Files.copy(System.in, folder.folder().resolve(FILE));
            return new StandardInput(folder);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** Whether an option names standard input. */
    static boolean isMeant(String option) {
        return NAME.equals(option);
    }

    /** The file of an option. */
    String file(String option) {
        return isMeant(option) ? folder.folder().resolve(FILE).toString() : option;
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
