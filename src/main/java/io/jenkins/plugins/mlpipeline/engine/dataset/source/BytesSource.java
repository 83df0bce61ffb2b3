package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import java.io.IOException;
import java.io.InputStream;

/** A CSV file as it is, or unpacked. */
final class BytesSource implements TableSource {
    private final Unpacked text;

    BytesSource(Packed file) throws IOException {
        this.text = file.open();
    }

    @Override
    public InputStream text() {
        return text;
    }

    @Override
    public boolean isMade() {
        return false;
    }

    @Override
    public String digest() throws IOException {
        return text.digest();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
