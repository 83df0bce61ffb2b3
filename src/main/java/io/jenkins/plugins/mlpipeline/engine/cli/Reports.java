package io.jenkins.plugins.mlpipeline.engine.cli;

final class Reports {
    static final String HTML = "report.html";

    static void write(Object... o) {}
}
