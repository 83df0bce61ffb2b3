package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalTest {
    private static double parse(String text) {
        char[] padded = ("9" + text + "9").toCharArray();
        return Decimal.parse(padded, 1, padded.length - 1);
    }

    private static void same(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @Test
    void readsWhatJavaReads() {
        for (String text : List.of(
                "0",
                "-0",
                "+0",
                "1",
                "-1",
                "+1",
                "1.",
                ".5",
                "-.5",
                "00012",
                "1e5",
                "1E+5",
                "1e-05",
                "123.456",
                "0.1",
                "0.30000000000000004",
                "9007199254740993",
                "9007199254740992",
                "9007199254740991",
                "18446744073709551615",
                "18446744073709551616",
                "36893488147419103232",
                "1e22",
                "1e23",
                "1.7976931348623157e308",
                "4.9e-324",
                "2.2250738585072011e-308",
                "2.2250738585072014e-308",
                "1e309",
                "1e-400",
                "-1e400",
                "0e999999999999",
                "0.000000000000000000000000000000",
                "1e2147483648",
                "1e-2147483648",
                "3.14159265358979323846264338327950288",
                "99999999999999999999e-20",
                "5e-65",
                "5e64",
                "9999999999999999999e64",
                "9999999999999999999e-64",
                "1.00000000000000011102230246251565404236316680908203125",
                "1.00000000000000011102230246251565404236316680908203124",
                "1.00000000000000011102230246251565404236316680908203126")) {
            same(text);
        }
    }

    @Test
    void anExponentThatEndlessZerosUndoIsExact() {
        same("0." + "0".repeat(150_000) + "1e150001");
        same("1" + "0".repeat(1_000) + "e-1000");
        same("0".repeat(1_000) + "7");
    }

    @Test
    void whatIsNoDecimalNumberIsNaN() {
        for (String text : List.of(
                "",
                "+",
                "-",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e-",
                "1e5.",
                "1,5",
                "1 ",
                " 1",
                "1_000",
                "0x10",
                "1f",
                "1d",
                "1L",
                "NaN",
                "Infinity",
                "inf",
                "--1",
                "+-1",
                "1-",
                "1..2",
                "1.2.3",
                "1e5e5",
                "٣",
                "a",
                "²")) {
            assertThat(parse(text)).as(text).isNaN();
        }
    }

    @Test
    void randomDoublesComeBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 30_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                same(Double.toString(any));
            }
            double usual = random.nextDouble() * Math.pow(10, random.nextInt(-12, 12));
            same(Double.toString(usual));
            same(new BigDecimal(usual).toPlainString());
            same(String.format(Locale.ROOT, "%." + random.nextInt(1, 20) + "e", usual));
        }
    }

    @Test
    void randomDigitsAreRoundedAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder digits = new StringBuilder();
            int n = random.nextInt(1, 23);
            for (int k = 0; k < n; k++) {
                digits.append((char) ('0' + random.nextInt(10)));
            }
            digits.insert(random.nextInt(n + 1), '.');
            same(digits.toString());
            same(digits + "e" + random.nextInt(-90, 90));
        }
    }

    @Test
    void numbersHalfwayBetweenTwoDoublesRoundToEven() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            double below = random.nextLong(1L << 52, 1L << 53) * Math.pow(2, random.nextInt(-12, 10));
            BigDecimal half = new BigDecimal(below)
                    .add(new BigDecimal(Math.nextUp(below)))
                    .divide(BigDecimal.valueOf(2));
            same(half.toPlainString());
            same(half.subtract(half.ulp()).toPlainString());
            same(half.add(half.ulp()).toPlainString());
        }
    }
}
