package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.PrintWriter;

/** Standard output and standard error, as {@code --json} and {@code --quiet} divide them. */
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;

    Console(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
    }

    /** Says something to a person. */
    void say(String text) {
        if (!quiet) {
            (json ? err : out).println(text);
        }
    }

    /** Whether a person looks at a terminal that can show colours. */
    boolean isTerminal() {
        return System.console() != null && System.getenv("NO_COLOR") == null;
    }

    /** The command's result: a JSON object on standard output when one was asked for. */
    void result(Object document) {
        if (json) {
            out.print(Json.write(document));
            out.flush();
        }
    }

    /** Shows long work: a bar that is drawn over on a terminal, else a line now and then. */
    ProgressBar progress() {
        return new ProgressBar(err, quiet, System.console() != null);
    }
}
