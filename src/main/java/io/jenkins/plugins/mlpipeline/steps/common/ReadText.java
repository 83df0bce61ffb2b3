package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import jenkins.agents.ControllerToAgentFileCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads a text file on the agent: never a link, never more than was agreed, UTF-8 or nothing. The agent looks first, so that
 * a file of the job gets a clear sentence; the controller counts what arrives all the same, since an agent may send anything.
 *
 * @param maxBytes the largest that is read
 */
@Restricted(NoExternalUse.class)
public record ReadText(long maxBytes) implements ControllerToAgentFileCallable<Boolean> {
    private static final long serialVersionUID = 1L;

    /**
     * The text, or null when there is no such file.
     *
     * @throws UserError when it is a link, a folder, too large, or not UTF-8
     */
    public static String of(FilePath file, long maxBytes) throws IOException, InterruptedException {
        if (!file.act(new ReadText(maxBytes))) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream capped = new CappedOutput(bytes, maxBytes)) {
            file.copyTo(capped);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(file.getName() + " is not UTF-8 text.", e);
        }
    }

    /** Whether there is such a file. */
    @Override
    public Boolean invoke(File file, VirtualChannel channel) throws IOException {
        Path path = file.toPath();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(file.getName() + " is not a file.");
        }
        if (Files.size(path) > maxBytes) {
            throw new UserError(file.getName() + " is larger than " + maxBytes
                    + " bytes, the most that is taken from an agent; an administrator can raise the limit.");
        }
        return true;
    }
}
