package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.spec.Form;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.KeyOption;
import io.jenkins.plugins.mlpipeline.engine.spec.KeyTable;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command that are settings of a spec: they are made from the table of keys. */
final class SettingOptions {
    private static final String COMMA = ",";

    private final CommandSpec command;
    private final SpecStage stage;

    private SettingOptions(CommandSpec command, SpecStage stage) {
        this.command = command;
        this.stage = stage;
    }

    /** Adds the options of the stage that a command is named after; none to others. */
    static void addTo(CommandSpec command) {
        for (SpecStage stage : SpecStage.values()) {
            if (stage.name().toLowerCase(Locale.ROOT).equals(command.name())) {
                KeyTable.options(stage)
                        .forEach(key -> command.addOption(
                                option(key.form(), key.option(stage).orElseThrow())));
            }
        }
    }

    /** What was given to a command. */
    static SettingOptions of(CommandSpec command, SpecStage stage) {
        return new SettingOptions(command, stage);
    }

    private static OptionSpec option(Form<?> form, KeyOption option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name())
                .paramLabel(option.label())
                .description(option.description())
                .order(option.order());
        if (!form.choices().isEmpty()) {
            builder.completionCandidates(form.choices());
        }
        return switch (form.kind()) {
            case TEXT, NESTED -> builder.type(String.class).build();
            case PATH -> builder.type(Path.class).build();
            case PATHS -> builder.type(List.class).auxiliaryTypes(Path.class).build();
            case COUNT -> builder.type(Integer.class).build();
            case COUNT_OR_FLAG ->
                builder.type(String.class).arity("0..1").fallbackValue("true").build();
            case INTEGER -> builder.type(Long.class).build();
            case SHARE ->
                builder.type(Double.class).converters(new ShareConverter()).build();
            case FLAG -> builder.type(Boolean.class).arity("0").build();
            case TEXTS -> texts(builder).splitRegex(COMMA).build();
            case ITEMS, LINES -> texts(builder).build();
            case PAIRS -> pairs(builder).splitRegex(COMMA).build();
            case ENTRIES -> pairs(builder).build();
        };
    }

    private static OptionSpec.Builder texts(OptionSpec.Builder builder) {
        return builder.type(List.class).auxiliaryTypes(String.class);
    }

    private static OptionSpec.Builder pairs(OptionSpec.Builder builder) {
        return builder.type(Map.class).auxiliaryTypes(String.class, String.class);
    }

    /** The text of an option; null when it was not given. */
    String text(SpecKey<?> key) {
        Object value = value(key);
        return value == null ? null : value.toString();
    }

    /** The texts of an option that takes several; none when it was not given. */
    List<String> texts(SpecKey<?> key) {
        return value(key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The files that options name, of those that were given. */
    List<Path> files(SpecKey<?>... keys) {
        return Stream.of(keys)
                .map(this::value)
                .filter(Objects::nonNull)
                .flatMap(value -> value instanceof List<?> several ? several.stream() : Stream.of(value))
                .map(String::valueOf)
                .map(Path::of)
                .toList();
    }

    /** All that were given, under the keys of a spec. */
    GivenSettings given() {
        GivenSettings options = new GivenSettings();
        KeyTable.options(stage).forEach(key -> options.put(key, value(key)));
        return options;
    }

    private Object value(SpecKey<?> key) {
        Object value =
                command.findOption(key.option(stage).orElseThrow().name()).getValue();
        return value instanceof Path path
                ? path.toString()
                : value instanceof List<?> items
                        ? items.stream().map(String::valueOf).toList()
                        : value;
    }
}
