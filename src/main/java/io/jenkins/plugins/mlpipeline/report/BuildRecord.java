package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import java.util.function.Supplier;
import jenkins.model.RunAction2;

/** A record in {@code build.xml} that has a page below the build's. */
public abstract class BuildRecord implements RunAction2 {
    private static final int VERSION = 1;

    /** Of this record's form; older ones are brought up to date when they are read. */
    private final int version;

    private transient Run<?, ?> run;

    BuildRecord() {
        this.version = VERSION;
    }

    /** The record of a build, made when there is none. */
    static <T extends BuildRecord> T of(Run<?, ?> run, Class<T> type, Supplier<T> fresh) {
        synchronized (run) {
            T record = run.getAction(type);
            if (record == null) {
                record = fresh.get();
            }
            // One that was made anew from documents is not yet a part of what is saved.
            if (run.getActions().stream().noneMatch(type::isInstance)) {
                run.addAction(record);
            }
            return record;
        }
    }

    /** The build. */
    public final Run<?, ?> getRun() {
        return run;
    }

    /** The form of this record. */
    public final int getVersion() {
        return version;
    }

    @Override
    public final void onAttached(Run<?, ?> attachedTo) {
        this.run = attachedTo;
    }

    @Override
    public final void onLoad(Run<?, ?> loaded) {
        this.run = loaded;
    }

    @Override
    public final String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }
}
