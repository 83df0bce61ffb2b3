package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.job.Doctor;
import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Looks whether this machine can do the work: Java, the platform, the folder for temporary files, and for each kind of"
                    + " model whether its libraries load and a small one answers as it should.",
            "",
            "The exit code is 0 when all holds, 2 when something fails; the line says what to do."
        },
        footer = {"", "Examples:", "  ml-pipeline doctor", "  ml-pipeline doctor --pack base"})
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--pack",
            paramLabel = "PACK",
            description = "base: without PyTorch; pytorch: with it. With it when left out.",
            order = 1)
    private String pack;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws InterruptedException {
        boolean torch = pack == null || pack().equals(Pack.PYTORCH);
        Console console = common.console();
        List<Doctor.Check> checks = Doctor.look(
                torch,
                Path.of(System.getProperty("java.io.tmpdir")),
                check -> console.say((check.holds() ? "ok    " : "FAILS ") + check.name() + ": " + check.said()));
        boolean holds = checks.stream().allMatch(Doctor.Check::holds);
        console.say(holds ? "All holds." : "Not everything holds; the lines that begin with FAILS say what to do.");
        console.result(Map.of("holds", holds, "checks", checks));
        return holds ? 0 : Main.EXIT_USAGE;
    }

    private Pack pack() {
        return Arrays.stream(Pack.values())
                .filter(known -> known.key().equals(pack))
                .findFirst()
                .orElseThrow(() -> new UserError("pack \"" + pack + "\" is unknown. "
                        + NearNames.hint(
                                pack,
                                Arrays.stream(Pack.values()).map(Pack::key).toList())));
    }
}
