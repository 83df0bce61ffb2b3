package io.jenkins.plugins.mlpipeline.approval;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import hudson.model.Run;
import java.util.Optional;
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

    /** Whether a build begins in the middle, and goes on with what the one that is repeated had done until there. */
    protected boolean goesOn() {
        return false;
    }

    /** The build that a build goes on with, when it began in the middle of it, and it is still there. */
    public static Optional<Run<?, ?>> begunBy(Run<?, ?> run) {
        for (Cause cause : run.getCauses()) {
            for (Repetition<?> way : ExtensionList.lookup(Repetition.class)) {
                OptionalInt number = way.goesOn() ? way.number(cause) : OptionalInt.empty();
                if (number.isPresent()) {
                    return Optional.ofNullable(run.getParent().getBuildByNumber(number.getAsInt()));
                }
            }
        }
        return Optional.empty();
    }

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
