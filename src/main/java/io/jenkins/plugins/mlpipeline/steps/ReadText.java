package io.jenkins.plugins.mlpipeline.steps;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Reads a text file on the agent: never a link, never more than was agreed, UTF-8 or nothing.
 *
 * @param maxBytes the largest that is read
 */
record ReadText(long maxBytes) implements ControllerToAgentFileCallable<String> {
    private static final long serialVersionUID = 1L;

    /**
     * The text, or null when there is no such file.
     *
     * @throws UserError when it is a link, a folder, too large, or not UTF-8
     */
    @Override
    public String invoke(File file, VirtualChannel channel) throws IOException {
        Path path = file.toPath();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(file.getName() + " is not a file.");
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1));
            if (bytes.length > maxBytes) {
                throw new UserError(file.getName() + " is larger than " + maxBytes
                        + " bytes, the most that is taken from an agent; an administrator can raise the limit.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(file.getName() + " is not UTF-8 text.", e);
        }
    }
}
