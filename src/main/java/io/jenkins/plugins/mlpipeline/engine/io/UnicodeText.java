package io.jenkins.plugins.mlpipeline.engine.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A text file that people wrote: UTF-8, or UTF-16 with the mark that Windows' tools put in front. */
public final class UnicodeText {
    private UnicodeText() {}

    /**
     * The text, without its mark.
     *
     * @throws CharacterCodingException when it is neither
     */
    public static String of(byte[] bytes) throws CharacterCodingException {
        String text = charset(bytes)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        boolean bigEndian = bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF;
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
