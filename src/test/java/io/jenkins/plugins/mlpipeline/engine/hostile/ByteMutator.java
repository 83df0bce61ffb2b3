package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.util.Arrays;
import java.util.Random;

/** Damage that knows nothing of a format: flipped bits, cut, repeated and moved pieces. */
final class ByteMutator implements Mutator {
    private static final int LONGEST_PIECE = 64;
    private static final int MOST_REPEATS = 2_000;

    @Override
    public byte[] mutate(byte[] input, Random random) {
        if (input.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(input.length);
        int length = Math.min(input.length - at, 1 + random.nextInt(LONGEST_PIECE));
        byte[] piece = Arrays.copyOfRange(input, at, at + length);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(input, at, random);
            case 1 -> Arrays.copyOf(input, at);
            case 2 -> joined(Arrays.copyOf(input, at), Arrays.copyOfRange(input, at + length, input.length));
            case 3 -> joined(Arrays.copyOf(input, at), piece, Arrays.copyOfRange(input, at, input.length));
            case 4 -> joined(Arrays.copyOf(input, at), repeated(piece, random), rest(input, at));
            case 5 -> joined(rest(input, at), Arrays.copyOf(input, at));
            default -> joined(Arrays.copyOf(input, at), noise(random), rest(input, at));
        };
    }

    private static byte[] flipped(byte[] input, int at, Random random) {
        byte[] copy = input.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] rest(byte[] input, int at) {
        return Arrays.copyOfRange(input, at, input.length);
    }

    private static byte[] repeated(byte[] piece, Random random) {
        byte[][] pieces = new byte[1 + random.nextInt(MOST_REPEATS)][];
        Arrays.fill(pieces, piece);
        return joined(pieces);
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST_PIECE)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The pieces one after the other. */
    static byte[] joined(byte[]... pieces) {
        byte[] all = new byte[Arrays.stream(pieces).mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
