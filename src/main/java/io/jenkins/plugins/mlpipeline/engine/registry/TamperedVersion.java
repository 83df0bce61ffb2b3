package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** The bytes of a registered version are not those that were registered. */
public final class TamperedVersion extends UserError {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "TAMPERED: ";

    /**
     * @param version the version, as people name it
     * @param what what differs: {@code its model}
     * @param now {@code sha256:<hex>} of the bytes that are there
     * @param registered {@code sha256:<hex>} of those that were registered
     */
    public TamperedVersion(String version, String what, String now, String registered) {
        super(PREFIX + version + ": " + what + " is " + now + " now, and " + registered
                + " was registered. Somebody changed a registered version: find out who, delete it, and register the right"
                + " bytes as a new one.");
    }

    /** The message without its first word, for what is headed by it already. */
    public String sentence() {
        return getMessage().substring(PREFIX.length());
    }
}
