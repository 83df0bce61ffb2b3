package io.jenkins.plugins.mlpipeline.engine.spec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A setting: the row of the table from which all follow that take settings. Two are the same when they are the same object.
 *
 * @param <T> its value
 */
public final class SpecKey<T> {
    private final String section;
    private final String name;
    private final Form<T> form;
    private final List<String> replaced;
    private final Set<SpecStage> parameters;
    private final List<KeyOption> options;

    private SpecKey(
            String section,
            String name,
            Form<T> form,
            List<String> replaced,
            Set<SpecStage> parameters,
            List<KeyOption> options) {
        this.section = section;
        this.name = name;
        this.form = form;
        this.replaced = List.copyOf(replaced);
        this.parameters = Set.copyOf(parameters);
        this.options = List.copyOf(options);
    }

    /** A setting that stands in specs alone. */
    static <T> SpecKey<T> of(String section, String name, Form<T> form) {
        return new SpecKey<>(section, name, form, List.of(), Set.of(), List.of());
    }

    /** With settings of its section that don't hold any longer when this one is given over them. */
    SpecKey<T> replacing(String... others) {
        return new SpecKey<>(section, name, form, List.of(others), parameters, options);
    }

    /** With a parameter of the same name that steps have. */
    SpecKey<T> parameter(SpecStage first, SpecStage... further) {
        return new SpecKey<>(section, name, form, replaced, EnumSet.of(first, further), options);
    }

    /** With an option of a command, or of several. */
    SpecKey<T> option(String option, String label, String description, int order, SpecStage... commands) {
        List<KeyOption> all = new ArrayList<>(options);
        for (SpecStage command : commands) {
            all.add(new KeyOption(command, option, label, description, order));
        }
        return new SpecKey<>(section, name, form, replaced, parameters, all);
    }

    /** The section that it stands in; empty for the top level. */
    public String section() {
        return section;
    }

    /** What it is called in its section, and as a parameter. */
    public String name() {
        return name;
    }

    /** What its value may be. */
    public Form<T> form() {
        return form;
    }

    /** The names of settings in its section that don't hold any longer when this one is given over them. */
    public List<String> replaced() {
        return replaced;
    }

    /** Whether a step takes it as a parameter. */
    public boolean isParameter(SpecStage step) {
        return parameters.contains(step);
    }

    /** How a command takes it; empty when it does not. */
    public Optional<KeyOption> option(SpecStage command) {
        return options.stream().filter(option -> option.stage() == command).findFirst();
    }

    @Override
    public String toString() {
        return section.isEmpty() ? name : section + "." + name;
    }
}
