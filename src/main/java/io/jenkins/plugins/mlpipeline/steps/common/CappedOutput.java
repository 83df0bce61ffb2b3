package io.jenkins.plugins.mlpipeline.steps.common;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Takes no more than was agreed: an agent that names a size may send another. */
@Restricted(NoExternalUse.class)
public final class CappedOutput extends FilterOutputStream {
    private long left;

    /** @param most the number of bytes that are taken */
    public CappedOutput(OutputStream out, long most) {
        super(out);
        this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
        take(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        take(length);
        out.write(bytes, offset, length);
    }

    private void take(int bytes) throws IOException {
        if (bytes > left) {
            throw new IOException("The agent sends more than it said.");
        }
        left -= bytes;
    }
}
