import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * Runs {@code deploy} again and again in one JVM, as a Jenkins controller does: reads the arguments of a run as a line,
 * separated by tabs; answers {@code exit code, tab, last line}.
 */
public final class WarmDeploy {
    public static void main(String[] none) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            StringWriter said = new StringWriter();
            int code = new CommandLine(new DeployCommand())
                    .setOut(new PrintWriter(said))
                    .setErr(new PrintWriter(said))
                    .setExecutionExceptionHandler((e, command, parsed) -> {
                        said.append(String.valueOf(e.getMessage()));
                        return 2;
                    })
                    .execute(line.split("\t"));
            String[] lines = said.toString().strip().split("\n");
            System.out.println(code + "\t" + lines[lines.length - 1]);
        }
    }
}
