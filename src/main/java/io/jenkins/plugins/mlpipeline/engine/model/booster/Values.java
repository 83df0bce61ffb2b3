package io.jenkins.plugins.mlpipeline.engine.model.booster;

import java.util.List;
import java.util.Map;

/** What stands under a key, in whichever of its forms it was written. */
final class Values {
    private Values() {}

    /** The object at the end of some keys. */
    static Map<?, ?> object(Map<?, ?> from, String... keys) {
        Map<?, ?> at = from;
        for (String key : keys) {
            if (!(at.get(key) instanceof Map<?, ?> below)) {
                throw missing(key);
            }
            at = below;
        }
        return at;
    }

    static String text(Map<?, ?> from, String key) {
        if (!(from.get(key) instanceof String text)) {
            throw missing(key);
        }
        return text;
    }

    static List<?> list(Map<?, ?> from, String key) {
        Object value = from.get(key);
        if (value instanceof double[] numbers && numbers.length == 0) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw missing(key);
        }
        return list;
    }

    /** How long a list is; 0 where there is none. */
    static int length(Map<?, ?> from, String key) {
        Object value = from.get(key);
        if (value == null || value instanceof List<?> list && list.isEmpty()) {
            return 0;
        }
        return ints(from, key).length;
    }

    static int[] ints(Map<?, ?> from, String key) {
        Object value = from.get(key);
        if (value instanceof int[] ints) {
            return ints;
        }
        double[] numbers = numbers(value, key);
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) numbers[i];
            if (Double.compare(ints[i] + 0.0, numbers[i] + 0.0) != 0) {
                throw missing(key);
            }
        }
        return ints;
    }

    static float[] floats(Map<?, ?> from, String key) {
        Object value = from.get(key);
        if (value instanceof float[] floats) {
            return floats;
        }
        double[] numbers = numbers(value, key);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static double[] numbers(Object value, String key) {
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (value instanceof byte[] bytes) {
            double[] numbers = new double[bytes.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = bytes[i];
            }
            return numbers;
        }
        if (value instanceof long[] longs) {
            double[] numbers = new double[longs.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = longs[i];
            }
            return numbers;
        }
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream()
                    .mapToDouble(item -> ((Number) item).doubleValue())
                    .toArray();
        }
        throw missing(key);
    }

    private static Unreadable missing(String key) {
        return new Unreadable("has no " + key + " as it should be. Save the model again.");
    }
}
