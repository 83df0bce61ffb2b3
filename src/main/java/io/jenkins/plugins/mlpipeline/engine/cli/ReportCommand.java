package io.jenkins.plugins.mlpipeline.engine.cli;

@picocli.CommandLine.Command(name = "report")
final class ReportCommand implements java.util.concurrent.Callable<Integer> {
    public Integer call() {
        return 0;
    }
}
