package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.spec.KeyOption;
import io.jenkins.plugins.mlpipeline.engine.spec.KeyTable;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.CommandSpec;

/** The command line's options are those of the table of keys, and a few that are no settings. */
class SettingOptionsTest {
    private static final Map<SpecStage, Set<String>> NO_SETTINGS = Map.of(
            SpecStage.TRAIN, Set.of("--output", "--spec", "--timeout", "--memory", "--json", "--quiet", "--help"),
            SpecStage.VALIDATE,
                    Set.of(
                            "--output",
                            "--metric",
                            "--allow-torchscript",
                            "--registry",
                            "--registry-credentials",
                            "--registry-ca",
                            "--allow-same",
                            "--first-build",
                            "--spec",
                            "--timeout",
                            "--memory",
                            "--json",
                            "--quiet",
                            "--help"),
            SpecStage.PROFILE, Set.of("--output", "--spec", "--timeout", "--memory", "--json", "--quiet", "--help"),
            SpecStage.WATCH,
                    Set.of(
                            "--model",
                            "--data",
                            "--prometheus",
                            "--prometheus-ca",
                            "--prometheus-tenant",
                            "--histogram",
                            "--window",
                            "--evaluation",
                            "--judged",
                            "--labels",
                            "--windows",
                            "--false-alarms",
                            "--state",
                            "--at",
                            "--min-rows",
                            "--output",
                            "--spec",
                            "--timeout",
                            "--memory",
                            "--json",
                            "--quiet",
                            "--help"),
            SpecStage.GATE,
                    Set.of(
                            "--evaluation",
                            "--metrics",
                            "--subject",
                            "--output",
                            "--spec",
                            "--json",
                            "--quiet",
                            "--help"));

    @ParameterizedTest
    @EnumSource
    void aCommandHasTheOptionsOfTheTable(SpecStage stage) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        StringWriter out = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(out), name, "--help");
        assertThat(code).isZero();
        Set<String> options = new TreeSet<>();
        Matcher option =
                Pattern.compile("(?m)^ {2,6}(?:-., )?(--[a-z][a-z0-9-]{1,40})").matcher(out.toString());
        while (option.find()) {
            options.add(option.group(1));
        }
        Set<String> expected = new TreeSet<>(NO_SETTINGS.get(stage));
        KeyTable.options(stage)
                .forEach(key -> expected.add(key.option(stage).orElseThrow().name()));
        assertThat(options).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnOptionGivesIsTheValueOfItsKey(SpecStage stage) {
        for (SpecKey<?> key : KeyTable.options(stage)) {
            KeyOption option = key.option(stage).orElseThrow();
            CommandSpec command = CommandSpec.create().name(stage.name().toLowerCase(Locale.ROOT));
            SettingOptions.addTo(command);
            String value =
                    switch (key.form().kind()) {
                        case TEXT, PATH, PATHS, TEXTS, ITEMS, LINES, NESTED -> "a,b";
                        case COUNT, COUNT_OR_FLAG, INTEGER -> "7";
                        case SHARE -> "0.25";
                        case PAIRS, ENTRIES -> "a=b";
                        case FLAG -> "";
                    };
            String[] arguments = value.isEmpty() ? new String[] {option.name()} : new String[] {option.name(), value};
            new picocli.CommandLine(command).parseArgs(arguments);
            Map<String, Object> given =
                    SettingOptions.of(command, stage).given().map();
            Object section = key.section().isEmpty() ? given : given.get(key.section());
            assertThat(given).hasSize(1);
            assertThat(((Map<?, ?>) section).get(key.name()))
                    .as("%s", key)
                    .hasToString(
                            switch (key.form().kind()) {
                                case TEXT, PATH, NESTED -> "a,b";
                                case COUNT, COUNT_OR_FLAG, INTEGER -> "7";
                                case SHARE -> "0.25";
                                case TEXTS -> "[a, b]";
                                case PATHS, ITEMS, LINES -> "[a,b]";
                                case PAIRS, ENTRIES -> "{a=b}";
                                case FLAG -> "true";
                            });
        }
    }
}
