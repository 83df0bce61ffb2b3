package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order is that of the JDK's sort. */
class RadixSortTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 2047, 2048, 5000, 70_000})
    void doublesAreSortedAsByTheJdk(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[] special = {0.0, -0.0, 1, -1, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE};
        double[] numbers = random.doubles(count, -3, 3)
                .map(x -> random.nextInt(4) == 0 ? special[random.nextInt(special.length)] : x)
                .toArray();
        if (count > 2) {
            numbers[0] = Double.NEGATIVE_INFINITY;
            numbers[1] = Double.POSITIVE_INFINITY;
        }
        double[] expected = numbers.clone();
        Arrays.sort(expected);

        RadixSort.sort(numbers);

        // Bits, since -0.0 equals 0.0.
        assertThat(Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray())
                .isEqualTo(Arrays.stream(expected)
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 5000})
    void whatIsMissingIsLeftOut(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[] numbers = random.doubles(count, -3, 3)
                .map(x -> random.nextInt(4) == 0 ? Double.NaN : x)
                .toArray();
        double[] given = numbers.clone();

        assertThat(RadixSort.present(numbers))
                .isEqualTo(Arrays.stream(numbers)
                        .filter(x -> !Double.isNaN(x))
                        .sorted()
                        .toArray());
        assertThat(numbers).as("untouched").isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void longsAreSortedAsUnsignedNumbers(int count) {
        SplittableRandom random = new SplittableRandom(count);
        long[] numbers = random.longs(count).toArray();
        if (count > 2) {
            numbers[0] = -1;
            numbers[1] = 0;
            numbers[2] = Long.MIN_VALUE;
        }
        Long[] expected = Arrays.stream(numbers).boxed().toArray(Long[]::new);
        Arrays.sort(expected, Long::compareUnsigned);

        assertThat(RadixSort.sorted(numbers))
                .isEqualTo(Arrays.stream(expected).mapToLong(Long::longValue).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x1234_0000_0000L})
    void equalNumbersStayAsTheyAre(long value) {
        long[] numbers = new long[100];
        Arrays.fill(numbers, value);

        assertThat(RadixSort.sorted(numbers.clone())).isEqualTo(numbers);
    }
}
