package io.jenkins.plugins.mlpipeline.approval;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import java.util.OptionalInt;

/**
 * A way to start a build that repeats an earlier one of the same job. (An extension for each, since the plugins that offer
 * them may be missing.)
 *
 * @param <C> what such builds have as a cause
 */
public abstract class Repetition<C extends Cause> implements ExtensionPoint {
    private final Class<C> type;

    /** @param type loads the other plugin's class at once, so that the extension is left out where the plugin is missing */
    protected Repetition(Class<C> type) {
        this.type = type;
    }

    /** The number of the build that is repeated. */
    protected abstract int original(C cause);

    /** The number of the build that is repeated, when a cause says such a thing. */
    static OptionalInt of(Cause cause) {
        return ExtensionList.lookup(Repetition.class).stream()
                .flatMapToInt(way -> way.number(cause).stream())
                .findFirst();
    }

    private OptionalInt number(Cause cause) {
        return type.isInstance(cause) ? OptionalInt.of(original(type.cast(cause))) : OptionalInt.empty();
    }
}
