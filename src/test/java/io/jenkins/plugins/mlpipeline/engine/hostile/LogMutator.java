package io.jenkins.plugins.mlpipeline.engine.hostile;

import static io.jenkins.plugins.mlpipeline.engine.hostile.Mutator.one;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Lines that a pod writes to have whoever looks for credentials in them look for long. */
final class LogMutator implements Mutator {
    private static final int LONGEST = 20_000;

    @Override
    public byte[] mutate(byte[] input, Random random) {
        String word = one(
                random,
                "token",
                "password",
                "secret=",
                "api_key ",
                "-----BEGIN PRIVATE KEY-----",
                "eyJaaaaaaaaaa.",
                "http://a:",
                "Authorization: ",
                "bearer ",
                "AKIA",
                "0123456789abcdef",
                " ",
                "\"",
                "=",
                ":");
        String other = one(random, "", "=", ":", " ", "\"", "'", "@", "\n", Words.text(random));
        String line = (word + other).repeat(LONGEST / (word.length() + other.length()) + 1);
        String hostile = line.substring(0, Math.min(line.length(), LONGEST));
        String text = new String(input, StandardCharsets.UTF_8);
        int at = random.nextInt(text.length() + 1);
        return (text.substring(0, at) + hostile + text.substring(at)).getBytes(StandardCharsets.UTF_8);
    }
}
