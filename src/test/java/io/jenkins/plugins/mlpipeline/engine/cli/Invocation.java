package io.jenkins.plugins.mlpipeline.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A command that was run within this process, and what it said.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Invocation(int code, String out, String err) {
    static Invocation of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
        return new Invocation(code, out.toString(), err.toString());
    }

    /** The German credit data. */
    static Path germanCredit() {
        return Path.of("docs/examples/german-credit/german_credit.csv");
    }
}
