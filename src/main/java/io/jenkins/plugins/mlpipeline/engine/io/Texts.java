package io.jenkins.plugins.mlpipeline.engine.io;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of any length in a stream of bytes. */
public final class Texts {
    private static final int NONE = -1;
    /** A cell is shorter: whoever says that one is longer makes nobody reserve the memory. */
    private static final int MOST_BYTES = 1 << 28;

    private Texts() {}

    /** Writes a text, which may be null. */
    public static void write(DataOutput out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NONE);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #write(DataOutput, String)} wrote. */
    public static String read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new StreamCorruptedException("a text of " + length + " bytes is none that was written");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes texts, each of which may be null. */
    public static void write(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(out, text);
        }
    }

    /** Reads what {@link #write(DataOutput, List)} wrote. */
    public static List<String> readList(DataInput in) throws IOException {
        int size = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(read(in));
        }
        return texts;
    }
}
