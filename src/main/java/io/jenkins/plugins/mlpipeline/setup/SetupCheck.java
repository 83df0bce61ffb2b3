package io.jenkins.plugins.mlpipeline.setup;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.List;

/** Tries one part of the configuration as it is stored, as an administrator. */
public interface SetupCheck extends ExtensionPoint {
    /** What it tries, as a heading. */
    String title();

    /**
     * Tries it; empty when nothing of the kind is configured. It may take as long as a server takes to answer, and ends when its
     * thread is interrupted.
     */
    List<Finding> look() throws InterruptedException;

    /** All there are. */
    static List<SetupCheck> all() {
        return ExtensionList.lookup(SetupCheck.class);
    }
}
